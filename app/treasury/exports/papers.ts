import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** A document behind an entry, named so that it is found from the journal. */
export interface ExportedPaper {
  name: string
  content: Buffer
}

const PAPERS = {
  name: 'treasury.export_papers',
  text: `select e.number, p.name, p.media_type as "mediaType", encode(p.sha256, 'hex') as sha256, p.content
    from ledger_entry_papers e join ledger_papers p on p.sha256 = e.sha256
   where e.year = $1 and (e.number, e.sha256) > ($2, decode($3, 'hex')) order by e.number, e.sha256 limit 1`,
}

const ENDINGS: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
}

interface PaperRow {
  number: number
  name: string
  mediaType: string
  sha256: string
  content: Buffer
}

/** The documents of a year's entries in the order of their numbers, one in memory at a time. */
export async function* readPapers(
  year: number,
  books: TransactionClientContract
): AsyncGenerator<ExportedPaper, void, void> {
  let [number, sha256] = [0, '']
  for (;;) {
    const [row] = await prepared<PaperRow>(PAPERS, [year, number, sha256], books)
    if (!row) return
    number = row.number
    sha256 = row.sha256
    yield { name: fileName(row), content: row.content }
  }
}

/** `000042-facture-a1b2c3d4.pdf`: the entry's number, the paper's own name in plain letters, its hash. */
function fileName({ number, name, mediaType, sha256 }: PaperRow): string {
  const word = name
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
  const ending = ENDINGS[mediaType] ?? 'bin'
  const parts = [String(number).padStart(6, '0'), word, sha256.slice(0, 8)]
  return `${parts.filter((part) => part !== '').join('-')}.${ending}`
}
