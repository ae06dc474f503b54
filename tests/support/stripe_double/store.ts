import { missing, Refused } from './refusal.js'
import type { Event, Thing, Things } from './things.js'

/** The account's objects, in the order in which they were made, and its own clock. */
export class Store {
  readonly #things = new Map<string, Thing>()
  #count = 0
  #now: number

  constructor(now: Date) {
    this.#now = seconds(now)
  }

  /** Seconds, as Stripe counts. */
  get now(): number {
    return this.#now
  }

  moveTo(instant: Date | number): void {
    this.#now = typeof instant === 'number' ? instant : seconds(instant)
  }

  id(prefix: string): string {
    this.#count += 1
    return `${prefix}_double${String(this.#count).padStart(10, '0')}`
  }

  add<Kind extends keyof Things>(thing: Things[Kind] & { object: Kind }): Things[Kind] {
    this.#things.set(thing.id, thing)
    return thing
  }

  /** Any object by its id. */
  any(id: string): Thing | null {
    return this.#things.get(id) ?? null
  }

  get<Kind extends keyof Things>(kind: Kind, id: string | null, param = 'id'): Things[Kind] {
    const found = this.find(kind, id)
    if (!found) throw new Refused(missing(id ?? 'null', param))
    return found
  }

  find<Kind extends keyof Things>(kind: Kind, id: string | null): Things[Kind] | null {
    const found = id === null ? null : this.any(id)
    return found && isA(found, kind) ? found : null
  }

  all<Kind extends keyof Things>(kind: Kind): Array<Things[Kind]> {
    return [...this.#things.values()].filter((thing) => isA(thing, kind))
  }

  /** Writes down what happened, with the object as it is now. */
  happened(type: string, thing: Thing): Event {
    return this.add<'event'>({
      id: this.id('evt'),
      object: 'event',
      api_version: '2026-10-28.endive',
      created: this.now,
      data: { object: structuredClone(thing) },
      livemode: false,
      type,
    })
  }
}

function isA<Kind extends keyof Things>(thing: Thing, kind: Kind): thing is Things[Kind] & Thing {
  return thing.object === kind
}

function seconds(instant: Date) {
  return Math.floor(instant.getTime() / 1000)
}
