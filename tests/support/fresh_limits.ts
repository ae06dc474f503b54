import limiter from '@adonisjs/limiter/services/main'

const stores: Record<string, unknown> = limiter.config.stores
let number = 0

/**
 * Makes the limits count in the connection of now: the library keeps each counter, with the
 * connection it was made with, under the name of its store.
 */
export function freshLimits(): void {
  const name = `database_${(number += 1)}`
  stores[name] = stores.database
  limiter.config.default = name as typeof limiter.config.default
}
