/** A part of a file in UTF-8 as PostgreSQL wrote it, and where the next one begins. */
export interface TextPage<Place> {
  text: Buffer
  last: Place
}

/**
 * The parts of a file in their order, each asked of the database while the one before is being
 * sent: two of them are in memory, however long the file.
 */
export async function* textPages<Place>(
  first: Place,
  read: (after: Place) => Promise<TextPage<Place> | null>
): AsyncGenerator<Buffer, void, void> {
  let next = read(first)
  try {
    for (let page = await next; page; page = await next) {
      next = read(page.last)
      // Whoever stops reading leaves a question behind: its failure is nobody's.
      next.catch(() => {})
      yield page.text
    }
  } finally {
    await next.catch(() => null)
  }
}
