// Preloaded into the children of start and dev. A terminal's Ctrl-C reaches every process at once,
// but only the parent knows the order in which they may leave; and when the parent itself is
// killed, nobody else would tell them.
process.on('SIGINT', () => {})
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
