/** What is made anew for each answer: the keys of forms, how long the queue waits, when files are packed. */
const MADE_EACH_TIME = [
  /(?<=name="(?:challenge|submission_key|form_key)" value=")[^"]+/g,
  /(?<="queueLagSeconds":)\d+/g,
  // In a ZIP archive: what stands before the name of a file.
  /PK\p{Cc}{2}[^]*?(?=[\w./-]{8})/gu,
]

/** An answer with what is made anew each time left out. */
export const masked = (answer: string): string =>
  MADE_EACH_TIME.reduce((left, made) => left.replaceAll(made, '…'), answer)
