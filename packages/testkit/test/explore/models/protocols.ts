import { type Model, type TinyActor, type TinyOptions, type TinyRun, tinyModel } from './tiny-actors.ts'

/** A protocol small enough to know all its runs. */
export interface Protocol {
  readonly model: Model
  /** Whether a run that is over went wrong. */
  isBad(run: TinyRun): boolean
}

const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i)
const never = (): boolean => false

function keeper(): TinyActor {
  const seen: string[] = []
  return { receive: ({ from }) => void seen.push(from), state: () => seen.join() }
}

const idle: TinyActor = { receive: () => {}, state: () => '' }

/** `n` senders, one message each to one receiver that keeps the order. */
export function fanIn(n: number, options: TinyOptions = {}): Protocol {
  const model = tinyModel((spawn) => {
    spawn('sink', keeper())
    for (const i of numbers(n)) spawn(`s${i}`, idle, (send) => send('sink', 'hello'))
  }, options)
  return { model, isBad: never }
}

/** `n` senders that have a receiver each. */
export function disjointPairs(n: number): Protocol {
  const model = tinyModel((spawn) => {
    for (const i of numbers(n)) {
      spawn(`r${i}`, keeper())
      spawn(`s${i}`, idle, (send) => send(`r${i}`, 'hello'))
    }
  })
  return { model, isBad: never }
}

/** `n` clients that read a counter and write back what they read plus one. */
export function lostUpdate(n: number, options: TinyOptions = {}): Protocol {
  const model = tinyModel((spawn) => {
    let value = 0
    spawn('counter', {
      receive(message, send) {
        if (message.name === 'get') send(message.from, 'value', value)
        else value = message.value
      },
      state: () => String(value),
    })
    for (const i of numbers(n)) {
      let got: number | undefined
      spawn(
        `c${i}`,
        {
          receive(message, send) {
            got = message.value
            send('counter', 'set', message.value + 1)
          },
          state: () => String(got),
        },
        (send) => send('counter', 'get'),
      )
    }
  }, options)
  return { model, isBad: (run) => run.state('counter') !== String(n) }
}

function fork(): TinyActor {
  const queue: string[] = []
  return {
    receive({ name, from }, send) {
      if (name === 'ask') {
        queue.push(from)
        if (queue.length === 1) send(from, 'yours')
        return
      }
      queue.shift()
      if (queue[0] !== undefined) send(queue[0], 'yours')
    },
    state: () => queue.join(),
  }
}

function philosopher(first: string, second: string): TinyActor {
  let held = 0
  let eaten = false
  return {
    receive(_message, send) {
      held++
      if (held === 1) {
        send(second, 'ask')
        return
      }
      eaten = true
      held = 0
      send(first, 'back')
      send(second, 'back')
    },
    state: () => `${held}${eaten}`,
  }
}

/** `n` philosophers who ask for one fork and then the other, and eat once. */
export function philosophers(n: number, take: 'left first' | 'lower first'): Protocol {
  const model = tinyModel((spawn) => {
    for (const i of numbers(n)) spawn(`fork${i}`, fork())
    for (const i of numbers(n)) {
      const forks = [i, (i + 1) % n]
      if (take === 'lower first') forks.sort((a, b) => a - b)
      const [first, second] = forks.map((f) => `fork${f}`)
      if (first === undefined || second === undefined) throw new Error('a table has two forks at least')
      spawn(`phil${i}`, philosopher(first, second), (send) => send(first, 'ask'))
    }
  })
  return { model, isBad: (run) => numbers(n).some((i) => !run.state(`phil${i}`).endsWith('true')) }
}

/** Two-phase commit in which everybody votes yes. */
export function twoPhaseCommit(n: number, options: TinyOptions = {}): Protocol {
  const model = tinyModel((spawn) => {
    const participants = numbers(n).map((i) => `p${i}`)
    let votes = 0
    spawn(
      'coordinator',
      {
        receive(_message, send) {
          votes++
          if (votes === n) for (const p of participants) send(p, 'commit')
        },
        state: () => String(votes),
      },
      (send) => {
        for (const p of participants) send(p, 'prepare')
      },
    )
    for (const p of participants) {
      let state = 'idle'
      spawn(p, {
        receive({ name }, send) {
          state = name === 'prepare' ? 'prepared' : 'committed'
          if (name === 'prepare') send('coordinator', 'yes')
        },
        state: () => state,
      })
    }
  }, options)
  return { model, isBad: (run) => numbers(n).some((i) => run.state(`p${i}`) === 'prepared') }
}

/** A ring in which everybody starts an election. */
export function changRoberts(n: number): Protocol {
  const model = tinyModel((spawn) => {
    for (const i of numbers(n)) {
      const next = `n${(i + 1) % n}`
      let isLeader = false
      spawn(
        `n${i}`,
        {
          receive({ value }, send) {
            if (value > i) send(next, 'elect', value)
            else if (value === i) isLeader = true
          },
          state: () => String(isLeader),
        },
        (send) => send(next, 'elect', i),
      )
    }
  })
  return { model, isBad: (run) => numbers(n).filter((i) => run.state(`n${i}`) === 'true').length !== 1 }
}

/** A message, and a chain of so many hops that leads to the same actor; bad if the chain is there first. */
export function overtaken(hops: number): Protocol {
  const model = tinyModel((spawn) => {
    const seen: string[] = []
    spawn('target', { receive: ({ name }) => void seen.push(name), state: () => seen.join() })
    for (const i of numbers(hops)) {
      const receive: TinyActor['receive'] = (_message, send) =>
        i === hops - 1 ? send('target', 'chain') : send(`hop${i + 1}`, 'hop')
      spawn(`hop${i}`, { receive, state: () => '' }, i === 0 ? (send) => send('hop0', 'hop') : undefined)
    }
    spawn('direct', idle, (send) => send('target', 'direct'))
  })
  return { model, isBad: (run) => run.state('target').startsWith('chain') }
}

/** The same where two actors throw the message to each other so many times, and so have two channels for all of it. */
export function bounced(hops: number): Protocol {
  const model = tinyModel((spawn) => {
    const seen: string[] = []
    spawn('target', { receive: ({ name }) => void seen.push(name), state: () => seen.join() })
    const player = (other: string): TinyActor => ({
      receive: ({ value }, send) =>
        value === hops - 1 ? send('target', 'chain') : send(other, 'hop', value + 1),
      state: () => '',
    })
    spawn('left', player('right'))
    spawn('right', player('left'), (send) => send('left', 'hop', 0))
    spawn('direct', idle, (send) => send('target', 'direct'))
  })
  return { model, isBad: (run) => run.state('target').startsWith('chain') }
}

/** Two senders of two messages each; bad if they take turns, which takes a switch after the first and after the second. */
export function alternating(): Protocol {
  const model = tinyModel((spawn) => {
    const seen: string[] = []
    spawn('target', { receive: ({ name }) => void seen.push(name), state: () => seen.join() })
    for (const name of ['a', 'b']) {
      spawn(name, idle, (send) => {
        for (const turn of [1, 2]) send('target', `${name}${turn}`)
      })
    }
  })
  return { model, isBad: (run) => run.state('target') === 'a1,b1,a2,b2' }
}

/** Two senders of two messages each, and one of one; bad if the messages nest in one another. */
export function nested(): Protocol {
  const model = tinyModel((spawn) => {
    const seen: string[] = []
    spawn('target', { receive: ({ name }) => void seen.push(name), state: () => seen.join() })
    const say = (name: string, words: readonly string[]): void =>
      spawn(name, idle, (send) => {
        for (const word of words) send('target', word)
      })
    say('a', ['a1', 'a2'])
    say('b', ['b1', 'b2'])
    say('c', ['c1'])
  })
  return { model, isBad: (run) => run.state('target') === 'a1,b1,c1,b2,a2' }
}
