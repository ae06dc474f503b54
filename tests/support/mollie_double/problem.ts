/** An answer that refuses, as Mollie words them. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly field?: string
  ) {
    super(detail)
  }

  body() {
    return {
      status: this.status,
      title: this.title,
      detail: this.message,
      ...(this.field ? { field: this.field } : {}),
      _links: { documentation: { href: 'https://docs.mollie.com/errors', type: 'text/html' } },
    }
  }
}

export const unprocessable = (detail: string, field?: string) =>
  new Problem(422, 'Unprocessable Entity', detail, field)

export const missing = (what: string) => new Problem(404, 'Not Found', `No ${what} exists.`)

export const conflict = (detail: string) => new Problem(409, 'Conflict', detail)
