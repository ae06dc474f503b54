import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Where the program under torture runs: its database and its folder outlive every kill. */
export interface Ground {
  applicationUrl: string
  dataDir: string
}

/** The real server and worker as processes of their own, to be killed without warning. */
export class Program {
  #children: ChildProcess[] = []
  #port = 0

  constructor(private ground: Ground) {}

  get url(): string {
    return `http://localhost:${this.#port}`
  }

  /** Starts server and worker and waits until the server says it is ready. */
  async start(): Promise<void> {
    this.#port ||= await freePort()
    this.#children = [this.#run('bin/server.ts'), this.#run('ace.js', 'jobs:work')]
    for (let tries = 0; tries < 300; tries += 1) {
      const ready = await fetch(`${this.url}/health/ready`).then(
        (response) => response.ok,
        () => false
      )
      if (ready) return
      if (this.#children[0]?.exitCode !== null) throw new Error('The server ended at its start')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('The server never became ready')
  }

  /** kill -9, server and worker at once: no farewell, no last write. */
  async kill(): Promise<void> {
    const children = this.#children.splice(0)
    const gone = children.map((child) => (child.exitCode === null ? once(child, 'exit') : null))
    for (const child of children) child.kill('SIGKILL')
    await Promise.all(gone)
  }

  #run(...parameters: string[]): ChildProcess {
    return spawn(process.execPath, ['--import', '@poppinss/ts-exec', ...parameters], {
      stdio: 'ignore',
      env: {
        ...process.env,
        NODE_ENV: 'production',
        HOST: 'localhost',
        PORT: String(this.#port),
        APP_URL: this.url,
        APP_KEY: process.env.APP_KEY ?? 'a-key-for-tests-that-guards-nothing',
        DATABASE_URL: this.ground.applicationUrl,
        DATABASE_OWNER_URL: '',
        DATABASE_CONNECTION: 'postgres',
        DATA_DIR: this.ground.dataDir,
        LOG_LEVEL: 'silent',
        DEMO: '1',
      },
    })
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}
