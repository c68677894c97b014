import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { Direction } from 'radix-ui'
import { createRoot } from 'react-dom/client'
import { directionOf } from '../messages/message.ts'
import { ApiError } from './api.ts'
import { queryClient } from './query.ts'
import { router } from './router.tsx'

const element = document.getElementById('root')
if (element === null) throw new Error('index.html has no #root')

const root = createRoot(element, {
  // A read that was refused is an answer, which the screen shows; all else that a boundary catches is a fault.
  onCaughtError: (error) => {
    if (!(error instanceof ApiError)) reportError(error)
  },
})
root.render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Direction.Provider dir={directionOf()}>
        <RouterProvider router={router} />
      </Direction.Provider>
    </QueryClientProvider>
  </StrictMode>,
)
