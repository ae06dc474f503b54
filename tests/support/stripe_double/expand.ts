import { refuse } from './refusal.js'
import type { Store } from './store.js'

type Written = { [field: string]: unknown }

/** Writes an answer, with what was asked to come whole; at most four levels, as Stripe allows. */
export function expanded(store: Store, answer: object, paths: string[]): unknown {
  const written = copyOf(answer)
  for (const path of paths) {
    const steps = path.split('.')
    if (steps.length > 4) refuse('parameter_invalid', `More than four levels: ${path}`, 'expand')
    expand(store, written, steps, path)
  }
  return written
}

function expand(store: Store, holder: unknown, [step, ...rest]: string[], path: string): void {
  if (step === undefined) return
  if (Array.isArray(holder)) {
    for (const each of holder) expand(store, each, [step, ...rest], path)
    return
  }
  if (!isWritten(holder)) return
  const value = holder[step] === undefined ? computed(store, holder, step) : holder[step]
  if (value === undefined) {
    // A refund that did not fail has no such booking: the field is absent, not unknown.
    if (OPTIONAL.has(step)) return
    refuse('parameter_invalid', `This property cannot be expanded (${path})`, 'expand')
  }
  const thing = typeof value === 'string' ? store.any(value) : null
  if (typeof value === 'string' && !thing) {
    refuse('parameter_invalid', `This property cannot be expanded (${path})`, 'expand')
  }
  holder[step] = thing ? copyOf(thing) : value
  expand(store, holder[step], rest, path)
}

const OPTIONAL = new Set(['failure_balance_transaction'])

/** Lists that an object has only when they are asked for. */
function computed(store: Store, holder: Written, step: string): unknown {
  if (holder.object === 'charge' && step === 'refunds') {
    const all = store.all('refund').filter(({ charge }) => charge === holder.id)
    return copyOf({ object: 'list', has_more: all.length > 10, data: all.reverse().slice(0, 10) })
  }
  if (holder.object === 'invoice' && step === 'payments') {
    const all = store.all('invoice_payment').filter(({ invoice }) => invoice === holder.id)
    return copyOf({ object: 'list', has_more: false, data: all })
  }
  return undefined
}

function copyOf(thing: object): Written {
  const copy: unknown = JSON.parse(JSON.stringify(thing))
  return isWritten(copy) ? copy : {}
}

function isWritten(value: unknown): value is Written {
  return typeof value === 'object' && value !== null
}
