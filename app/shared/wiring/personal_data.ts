import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '../prepared.js'

/** What becomes of the rows of one column that leads to a person. */
export interface Holding {
  /** `table.column` */
  column: string
  /** The file of the export in which its rows are; null when `because` says why in none. */
  exported: string | null
  /** Whether its rows no longer lead to the person once they are erased; else `because` says why. */
  erased: boolean
  because?: string
}

/** A file of someone's export. */
export interface ExportedFile {
  file: string
  content: unknown
}

/** What a room knows of a person and how it gives it back, erases it and lets it expire. */
export interface PersonalData {
  room: string
  /** One sentence key for the register of processing. */
  purpose: string
  holds: readonly Holding[]
  export(personId: number): AsyncIterable<ExportedFile>
  erase(personId: number, at: Date, transaction: TransactionClientContract): Promise<void>
  /** Drops what is older than the retention rules allow; returns how many rows went. */
  expire(at: Date): Promise<number>
}

const rooms: PersonalData[] = []
const kept: Holding[] = []

/** Registers a room's personal data; called from `start/personal_data.ts`. */
export function registerPersonalData(data: PersonalData): void {
  rooms.push(data)
}

/** Says of columns in which no room's export or erasure has a part, why they stay as they are. */
export function keepPersonalData(columns: readonly string[], because: string): void {
  for (const column of columns) kept.push({ column, exported: null, erased: false, because })
}

/** Every room that keeps something of a person. */
export function personalData(): readonly PersonalData[] {
  return rooms
}

/** All that is declared of columns that lead to a person. */
export function holdings(): readonly Holding[] {
  return [...rooms.flatMap(({ holds }) => holds), ...kept]
}

/** Each file's rows, as its statement finds them for the person, `$1`. */
export async function* exportedRows(
  room: string,
  statements: Readonly<Record<string, string>>,
  personId: number
): AsyncIterable<ExportedFile> {
  for (const [file, text] of Object.entries(statements)) {
    yield { file, content: await prepared({ name: `${room}.export.${file}`, text }, [personId]) }
  }
}

/** Erases a person in every room, in one transaction of the caller: the last registered goes last. */
export async function erasePerson(
  personId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  for (const room of rooms) await room.erase(personId, at, transaction)
}

/** By the clock: what each room has kept for as long as the rules allow goes; how many rows went. */
export async function expirePersonalData(at: Date): Promise<number> {
  let gone = 0
  for (const room of rooms) gone += await room.expire(at)
  return gone
}
