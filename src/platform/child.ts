import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'

/**
 * Starts `command` so that it cannot outlive this process, not even after kill -9: a shell holds one end of a pipe to
 * us, and when the pipe closes it sends `signal` to the command. Node has no other way to tie a child to its parent.
 */
export function spawnTied(
  command: string,
  args: readonly string[],
  options: Omit<SpawnOptions, 'signal'> & { readonly signal: 'INT' | 'TERM' | 'KILL' },
): ChildProcess {
  const { signal, ...spawnOptions } = options
  // fd 3 is the pipe. `read` returns when we are gone; `wait` returns when the command is.
  const script =
    '"$@" 3<&- & child=$!; { read -r _ <&3; kill -' +
    signal +
    ' $child; } 2>/dev/null 3<&3 & watch=$!; ' +
    'trap "kill -' +
    signal +
    ' $child" TERM INT; ' +
    'while :; do wait $child; code=$?; kill -0 $child 2>/dev/null || break; done; kill $watch 2>/dev/null; exit $code'
  return spawn('/bin/sh', ['-c', script, 'aliquot', command, ...args], {
    ...spawnOptions,
    // A terminal's Ctrl-C goes to our whole process group: the child must not stop before we have finished with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
}
