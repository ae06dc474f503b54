import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What a room knows of a person and how it gives it back, erases it and lets it expire. */
export interface PersonalData {
  room: string
  /** One sentence key for the register of processing. */
  purpose: string
  export(personId: number): AsyncIterable<{ file: string; content: unknown }>
  erase(personId: number, at: Date, transaction: TransactionClientContract): Promise<void>
  /** Drops what is older than the retention rules allow; returns how many rows went. */
  expire(at: Date): Promise<number>
}

const rooms: PersonalData[] = []

/** Registers a room's personal data; called from `start/personal_data.ts`. */
export function registerPersonalData(data: PersonalData): void {
  rooms.push(data)
}

/** Every room that keeps something of a person. */
export function personalData(): readonly PersonalData[] {
  return rooms
}
