import { numberAt, textAt, type Form } from './form.js'
import { refuse } from './refusal.js'
import type { Thing } from './things.js'

export interface Listing {
  object: 'list'
  url: string
  has_more: boolean
  data: Thing[]
}

/** One page, newest first; ten unless asked otherwise. */
export function page(things: Thing[], form: Form, url: string): Listing {
  const limit = numberAt(form, 'limit') ?? 10
  if (limit < 1 || limit > 100) refuse('parameter_invalid_integer', 'From 1 to 100', 'limit')
  const wanted = things.filter(within(form)).reverse()
  const after = textAt(form, 'starting_after')
  const start = after ? wanted.findIndex(({ id }) => id === after) + 1 : 0
  if (after && start === 0) refuse('resource_missing', `No such object: ${after}`, 'starting_after')
  const data = wanted.slice(start, start + limit)
  return { object: 'list', url, has_more: start + limit < wanted.length, data }
}

function within(form: Form) {
  const bound = (name: string, absent: number) => numberAt(form, 'created', name) ?? absent
  return ({ created = 0 }: { created?: number }) =>
    created > bound('gt', -Infinity) &&
    created >= bound('gte', -Infinity) &&
    created < bound('lt', Infinity) &&
    created <= bound('lte', Infinity)
}
