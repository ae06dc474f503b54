/** Has the worker say that the network is gone, once the page itself is there. */
addEventListener('load', () => {
  void navigator.serviceWorker?.register('/sw.js').catch(() => {})
})
