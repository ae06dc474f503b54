import {
  contentHash,
  deletionFault,
  isRight,
  receiptFault,
  type Link,
  type Receipt,
} from './verify_chain.js'

/** Shows the sentence of a verdict: `data-right`, `data-wrong`, `data-wrong_hash`… of the element. */
function say(element: HTMLElement, verdict: string, right: boolean) {
  const status = element.querySelector('[role=status]')
  if (!status) return
  const { dataset } = element
  status.textContent = dataset[verdict] ?? dataset.wrong ?? ''
  status.className = right ? 'proof__right' : 'proof__wrong'
}

/** `<chain-check post="3">`: recomputes in this browser what the server says of a post. */
class ChainCheck extends HTMLElement {
  async connectedCallback() {
    if (!globalThis.crypto?.subtle) return
    const address = `/feed/proof?post=${this.getAttribute('post')}`
    const answer = await fetch(address, { headers: { accept: 'application/json' } })
    if (!answer.ok) return
    const proof = (await answer.json()) as {
      links: Link[]
      content: { salt: string; text: string } | null
    }
    const right = (await Promise.all(proof.links.map(isRight))).every(Boolean)
    const said = proof.links.findLast(({ kind }) => /published|edited/.test(kind))
    const same =
      !proof.content ||
      (await contentHash(proof.content.salt, proof.content.text)) === said?.content_hash
    say(this, right && same ? 'right' : 'wrong', right && same)
  }
}

/** `<receipt-check>` around a file field: reads a receipt here, sends it nowhere. */
class ReceiptCheck extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector('input')
    if (!input || !globalThis.crypto?.subtle) return
    this.hidden = false
    input.addEventListener('change', async () => {
      const file = input.files?.[0]
      if (file) await this.#check(await file.text())
    })
  }

  async #check(text: string) {
    try {
      const receipt = JSON.parse(text) as Receipt
      const fault = await receiptFault(receipt)
      if (fault) return say(this, fault, false)
      const last = receipt.links.at(-1)
      if (!last) return say(this, 'not_a_receipt', false)
      // The chain of today must still hold the last link that the receipt knows.
      const answer = await fetch(`/feed/links.json?from=${last.sequence}&to=${last.sequence}`)
      const { links } = (await answer.json()) as { links: Link[] }
      const stands = links[0]?.hash === last.hash
      const left = stands ? await deletionFault(receipt.deleted, linksOf) : null
      if (left) return say(this, left, false)
      say(this, stands ? 'right' : 'chain_changed', stands)
    } catch {
      say(this, 'not_a_receipt', false)
    }
  }
}

async function linksOf(post: number): Promise<Link[]> {
  const headers = { accept: 'application/json' }
  const answer = await fetch(`/feed/proof?post=${post}`, { headers })
  return answer.ok ? ((await answer.json()) as { links: Link[] }).links : []
}

customElements.define('chain-check', ChainCheck)
customElements.define('receipt-check', ReceiptCheck)
