/** Loaded before the program (`--import`): counts what is sent to PostgreSQL, and says it when asked. */
import pg from 'pg'

const { query } = pg.Client.prototype
let count = 0

pg.Client.prototype.query = new Proxy(query, {
  apply(target, client, parameters) {
    count += 1
    return Reflect.apply(target, client, parameters)
  },
})

process.on('message', (question) => {
  if (question === 'statements') process.send?.({ statements: count })
})
process.channel?.unref()
