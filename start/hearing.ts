/** A server hears what other processes change; the worker does the same in its command. */
import app from '@adonisjs/core/services/app'
import { hearChanges } from '#shared/hear_changes'
import env from '#start/env'

app.ready(async () => {
  const stop = await hearChanges(env.get('DATABASE_URL'))
  app.terminating(stop)
})
