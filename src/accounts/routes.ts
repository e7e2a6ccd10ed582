import type { FastifyPluginAsync } from 'fastify'
import type { CartMergeRule } from '../config.ts'
import { pruneRegularly } from '../plugins/jobs/regularly.ts'
import accountPages from './account-routes.ts'
import changePages from './change-routes.ts'
import { KnownDevices } from './known-device.ts'
import leavePages from './leave-routes.ts'
import loginPages from './login-routes.ts'
import recoveryPages from './recovery-routes.ts'
import registerPages from './register-routes.ts'
import secondFactorPages from './second-factor/routes.ts'
import { deleteOldTokens } from './token-queries.ts'
import { Welcome } from './welcome.ts'

export interface AccountsOptions {
  cartMergeRule: CartMergeRule
  /** Sign what says that a browser is known, and encrypt the secrets of second factors. */
  secrets: string[]
  https: boolean
}

const PRUNE_INTERVAL_MS = 60 * 60_000

/** Everything about accounts: to get one, to get in, to change it, to leave. */
const accounts: FastifyPluginAsync<AccountsOptions> = async (app, { cartMergeRule, secrets, https }) => {
  const devices = new KnownDevices(secrets, https)
  const welcome = new Welcome(app, devices, cartMergeRule)

  await app.register(registerPages, { welcome })
  await app.register(loginPages, { welcome, devices, secrets })
  await app.register(recoveryPages)
  await app.register(accountPages)
  await app.register(changePages, { welcome })
  await app.register(secondFactorPages, { secrets })
  await app.register(leavePages)

  pruneRegularly(app, 'old tokens', PRUNE_INTERVAL_MS, limit => deleteOldTokens(app.db, limit))
}

export default accounts
