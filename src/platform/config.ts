import path from 'node:path'
import * as z from 'zod'

/** A setting that cannot be used. Its message is one sentence that names the setting. */
export class BadConfig extends Error {}

/** Nothing has ever been installed in the folder that ALIQUOT_HOME names, or in the database of DATABASE_URL. */
export class NoInstallation extends BadConfig {
  constructor(home: string) {
    super(
      `There is no installation in ${home}. Set ALIQUOT_HOME to the folder of yours; npm start or aliquot apply makes one.`,
    )
  }
}

/** A whole number in digits; anything else is named as what it should have been. */
const Whole = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .pipe(z.int().min(min, message).max(max, message))
}
const Url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL that starts with ${protocols.join(' or ')}`,
  })

const Environment = z.object({
  PORT: Whole(1, 65_535).default(8480),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: Url('http:', 'https:').optional(),
  ALIQUOT_HOME: z.string().default('.aliquot'),
  DATABASE_URL: Url('postgres:', 'postgresql:').optional(),
  CHAIN_RPC_URL: Url('http:', 'https:').optional(),
  CHAIN_CONFIRMATIONS: Whole(0, 10_000).optional(),
  SIGNER_URL: Url('http:', 'https:').optional(),
  OPERATOR_ADDRESS: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/, 'must be an address')
    .optional(),
  KEYSTORE_PASSWORD: z.string().min(1).optional(),
  VAULT_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 32 bytes in lower-case hex')
    .optional(),
  RECOVERY_DELAY_HOURS: Whole(1, 720).default(72),
  REGISTRATION: z.enum(['open', 'closed']).optional(),
  KYC_PROVIDER: z.enum(['sumsub', 'persona', 'veriff', 'onfido', 'manual', 'simulated']).optional(),
  KYC_API_KEY: z.string().min(1).optional(),
  KYC_API_SECRET: z.string().min(1).optional(),
  KYC_WEBHOOK_SECRET: z.string().min(16).optional(),
  KYC_LEVEL: z.string().min(1).optional(),
  KYC_LEVEL_ENTITY: z.string().min(1).optional(),
  KYC_BASE_URL: Url('http:', 'https:').optional(),
  VAULT_KMS_URL: Url('http:', 'https:').optional(),
  VAULT_KMS_KEY: z
    .string()
    .regex(/^[a-z0-9_-]{1,64}\/[A-Za-z0-9_.-]{1,64}$/, 'must be an engine and a key, like transit/aliquot')
    .optional(),
  VAULT_KMS_TOKEN: z.string().min(1).optional(),
  ERASURES_FILE: z.string().optional(),
  SMTP_URL: Url('smtp:', 'smtps:').optional(),
  MAIL_FROM: z.string().default('Aliquot <no-reply@localhost>'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
  NODE_ENV: z.string().optional(),
})

/** Everything that can be set from outside, once read. Secrets are in here: it is never logged. */
export type Config = {
  readonly port: number
  readonly host: string
  /** How a browser reaches this server: the domain that wallets show when they are asked to sign. */
  readonly publicUrl: string
  /** Where embedded services, keys and files live. Absolute. */
  readonly home: string
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null
  /** Null: the embedded chain. */
  readonly chainRpcUrl: string | null
  /** Null: the chain's own `finalized` block, or 0 on the embedded chain. */
  readonly confirmations: number | null
  /** Where a remote signer answers `eth_signTransaction`; null: keys in `home`. */
  readonly signerUrl: string | null
  readonly operatorAddress: `0x${string}` | null
  readonly keystorePassword: string | null
  readonly vaultKey: string | null
  /** How long a holder may object to the recovery of a lost wallet once two officers have approved it. */
  readonly recoveryDelayHours: number
  /** Whether strangers may register themselves as investors; null: in a sandbox alone. */
  readonly registration: 'open' | 'closed' | null
  /** Who checks identities, in the words of the providers' dashboards; null: simulated in a sandbox, else officers. */
  readonly kyc: {
    readonly provider: 'sumsub' | 'persona' | 'veriff' | 'onfido' | 'manual' | 'simulated' | null
    readonly apiKey: string
    readonly apiSecret: string
    readonly webhookSecret: string
    readonly levels: { readonly individual: string; readonly entity: string }
    readonly baseUrl: string | null
  }
  /** The service that wraps the master key; null: nobody does. */
  readonly vaultKms: { readonly url: string; readonly key: string; readonly token: string } | null
  /** The ledger of erasures: outside of `home`, so that it is there when an older backup is put in its place. */
  readonly erasuresFile: string
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly logLevel: string
  readonly production: boolean
}

/** Reads the environment. Throws `BadConfig` that names the first setting that cannot be used. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const read = Environment.safeParse(set)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new BadConfig(`${issue?.path.join('.') ?? 'A setting'} ${issue?.message ?? 'cannot be read'}.`)
  }
  const e = read.data
  const real = e.KYC_PROVIDER !== undefined && !['manual', 'simulated'].includes(e.KYC_PROVIDER)
  if (real && (e.KYC_API_KEY === undefined || e.KYC_WEBHOOK_SECRET === undefined))
    throw new BadConfig('KYC_PROVIDER needs KYC_API_KEY and KYC_WEBHOOK_SECRET.')
  const home = path.resolve(folder, e.ALIQUOT_HOME)
  return {
    port: e.PORT,
    host: e.HOST,
    publicUrl: (e.PUBLIC_URL ?? `http://${e.HOST}:${e.PORT}`).replace(/\/$/, ''),
    home,
    databaseUrl: e.DATABASE_URL ?? null,
    chainRpcUrl: e.CHAIN_RPC_URL ?? null,
    confirmations: e.CHAIN_CONFIRMATIONS ?? null,
    signerUrl: e.SIGNER_URL ?? null,
    operatorAddress: (e.OPERATOR_ADDRESS as `0x${string}` | undefined) ?? null,
    keystorePassword: e.KEYSTORE_PASSWORD ?? null,
    vaultKey: e.VAULT_KEY ?? null,
    recoveryDelayHours: e.RECOVERY_DELAY_HOURS,
    registration: e.REGISTRATION ?? null,
    kyc: {
      provider: e.KYC_PROVIDER ?? null,
      apiKey: e.KYC_API_KEY ?? '',
      apiSecret: e.KYC_API_SECRET ?? '',
      webhookSecret: e.KYC_WEBHOOK_SECRET ?? '',
      levels: { individual: e.KYC_LEVEL ?? '', entity: e.KYC_LEVEL_ENTITY ?? e.KYC_LEVEL ?? '' },
      baseUrl: e.KYC_BASE_URL ?? null,
    },
    vaultKms: kmsOf(e),
    erasuresFile: e.ERASURES_FILE === undefined ? `${home}.erasures` : path.resolve(folder, e.ERASURES_FILE),
    smtpUrl: e.SMTP_URL ?? null,
    mailFrom: e.MAIL_FROM,
    // On a terminal, a line for each request would hide what matters.
    logLevel: e.LOG_LEVEL ?? (e.NODE_ENV === 'production' ? 'info' : 'warn'),
    production: e.NODE_ENV === 'production',
  }
}

function kmsOf(e: z.output<typeof Environment>): Config['vaultKms'] {
  const { VAULT_KMS_URL: url, VAULT_KMS_KEY: key, VAULT_KMS_TOKEN: token } = e
  if (url === undefined && key === undefined && token === undefined) return null
  if (url === undefined || key === undefined || token === undefined)
    throw new BadConfig('VAULT_KMS_URL, VAULT_KMS_KEY and VAULT_KMS_TOKEN are set together or not at all.')
  if (e.VAULT_KEY !== undefined)
    throw new BadConfig('VAULT_KEY and VAULT_KMS_URL are both set: choose where the master key comes from.')
  return { url, key, token }
}
