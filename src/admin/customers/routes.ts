import type { FastifyPluginAsync } from 'fastify'
import erase from './erase-routes.ts'
import customerList from './list-routes.ts'
import person from './person-routes.ts'

/** Who has an account: to find them, to help them, and to keep out who abuses it. Nobody acts in their name. */
const customers: FastifyPluginAsync = async app => {
  await app.register(customerList)
  await app.register(person)
  await app.register(erase)
}

export default customers
