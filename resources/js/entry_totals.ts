/** `<entry-totals>` around the lines of an entry: both sides added up as they are typed. */
class EntryTotals extends HTMLElement {
  connectedCallback() {
    const output = this.querySelector('output')
    if (!output) return
    const { balanced = '', rest = '', locale = 'fr' } = this.dataset
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 })
    const say = () => {
      const [debit, credit] = [this.#sum('debits'), this.#sum('credits')]
      const left = debit - credit
      output.textContent =
        debit === 0 && credit === 0
          ? ''
          : left === 0
            ? balanced.replace('…', format.format(debit / 100))
            : rest.replace('…', format.format(Math.abs(left) / 100))
      output.classList.toggle('entry-lines__total--balanced', left === 0)
    }
    this.addEventListener('input', say)
    say()
  }

  #sum(name: string) {
    const fields = this.querySelectorAll<HTMLInputElement>(`input[name="${name}[]"]`)
    return [...fields].reduce((cents, { value }) => {
      const typed = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(value.replace(/[\s€]/g, ''))
      const [, euros = '0', decimals = ''] = typed ?? []
      return cents + Number(euros) * 100 + Number(decimals.padEnd(2, '0'))
    }, 0)
  }
}
customElements.define('entry-totals', EntryTotals)
