import { setTimeout as wait } from 'node:timers/promises'
import { signal, withChildren } from './processes.js'

const FROZEN_MS = 30_000

/** What is done to the shops and their database under load. Each ends with everything as it was. */
export const FAULTS = {
  'nothing at all': async () => { await wait(10_000) },

  'kill -9 of a shop': async ({ processes, shops }) => {
    await wait(3000)
    await processes.end('shop1', 'SIGKILL')
    await wait(3000)
    shops.startShop(1)
    await shops.ready(1)
    await wait(3000)
  },

  'rolling restart of both shops, 3 times, taken out of the balancer first': async ({ processes, shops }) => {
    for (const number of [1, 2, 1, 2, 1, 2]) {
      await shops.tell(`set server shops/shop${number} state drain`)
      await wait(1000)
      await processes.end(`shop${number}`, 'SIGTERM')
      shops.startShop(number)
      await shops.ready(number)
      await shops.tell(`set server shops/shop${number} state ready`)
      await wait(2500) // until the balancer has seen it
    }
  },

  'rolling restart of both shops, 3 times, by SIGTERM alone': async ({ processes, shops }) => {
    for (const number of [1, 2, 1, 2, 1, 2]) {
      await processes.end(`shop${number}`, 'SIGTERM')
      shops.startShop(number)
      await shops.ready(number)
      await wait(2500) // until the balancer has seen it
    }
  },

  'kill -9 of the leader\'s Postgres': async ({ cluster }) => {
    await wait(3000)
    signal([cluster.postmaster(await cluster.leader())], 'SIGKILL')
    await wait(20_000)
    await cluster.healed()
  },

  'kill -9 of the leader\'s node': async ({ processes, cluster }) => {
    await wait(3000)
    const at = await cluster.leader()
    signal(withChildren(cluster.patroni(at)).concat(withChildren(cluster.postmaster(at))), 'SIGKILL')
    await wait(35_000)
    cluster.startNode(at)
    await cluster.healed()
  },

  switchover: async ({ cluster }) => {
    await wait(3000)
    await cluster.switchover()
    await wait(10_000)
    await cluster.healed()
  },

  'the leader\'s Postgres frozen for 30 s': async ({ cluster }) => {
    await wait(3000)
    await freeze(withChildren(cluster.postmaster(await cluster.leader())))
    await wait(15_000)
    await cluster.healed()
  },

  'the leader\'s node frozen for 30 s': async ({ cluster }) => {
    await wait(3000)
    const at = await cluster.leader()
    await freeze([...withChildren(cluster.patroni(at)), ...withChildren(cluster.postmaster(at))])
    await wait(15_000)
    await cluster.healed()
  },

  'etcd gone for 40 s': async ({ processes, cluster }) => {
    await wait(3000)
    await processes.end('etcd', 'SIGKILL')
    await wait(40_000)
    cluster.startEtcd()
    await wait(5000)
    await cluster.healed()
  }
}

async function freeze (pids) {
  signal(pids, 'SIGSTOP')
  await wait(FROZEN_MS)
  signal(pids, 'SIGCONT')
}
