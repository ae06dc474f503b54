/**
 * `<proof-of-work>` in the join form: a worker solves the form's challenge from the first key on.
 * Where it cannot (no worker, no crypto over plain http) the form keeps its slower way.
 */
class ProofOfWork extends HTMLElement {
  connectedCallback() {
    const form = this.closest('form')
    const proof = this.querySelector<HTMLInputElement>('[name=proof]')
    const challenge = this.querySelector<HTMLInputElement>('[name=challenge]')
    const progress = this.querySelector('progress')
    const says = this.querySelector('[role=status]')
    const patience = this.querySelector<HTMLElement>('[data-patience]')
    const box = this.querySelector<HTMLElement>('.proof')
    if (!form || !proof || !challenge || !progress || !says || !patience || !box) return
    if (!window.Worker || !window.isSecureContext) return
    const { worker: address = '', bits, puzzles, done = '', hurry = '' } = this.dataset
    patience.hidden = true
    if (proof.value !== '') return

    let state: 'idle' | 'working' | 'solved' | 'failed' = 'idle'
    let sent: HTMLElement | null | undefined
    const start = () => {
      if (state !== 'idle') return
      state = 'working'
      box.hidden = false
      const worker = new Worker(address, { type: 'module' })
      const end = (as: 'solved' | 'failed') => {
        state = as
        worker.terminate()
        if (sent !== undefined) form.requestSubmit(sent)
      }
      worker.addEventListener('error', () => {
        box.hidden = true
        patience.hidden = false
        end('failed')
      })
      worker.addEventListener('message', ({ data }: MessageEvent<number[]>) => {
        progress.value = data.length
        if (data.length < Number(puzzles)) return
        proof.value = data.join('.')
        says.textContent = done
        end('solved')
      })
      worker.postMessage({
        challenge: challenge.value,
        bits: Number(bits),
        puzzles: Number(puzzles),
      })
    }
    form.addEventListener('input', start)
    form.addEventListener('submit', (event) => {
      if (state === 'solved' || state === 'failed') return
      event.preventDefault()
      sent = event.submitter
      says.textContent = hurry
      start()
    })
  }
}
customElements.define('proof-of-work', ProofOfWork)
