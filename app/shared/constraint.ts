/** Whether a statement failed on this constraint of the database: someone else was quicker. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === constraint
}
