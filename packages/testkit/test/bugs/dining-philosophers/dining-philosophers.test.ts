import { testBoth } from '../rig/broken-protocol.ts'
import { Fork, Philosopher } from './actors.ts'

const SEATS = [0, 1, 2]

testBoth('philosophers who all take their left fork first', {
  program: (mended) => (system) => {
    const forks = SEATS.map((seat) => system.spawn(Fork, [], { name: `fork-${seat}` }))
    for (const seat of SEATS) {
      const [left, right] = [forks[seat], forks[(seat + 1) % SEATS.length]]
      if (left === undefined || right === undefined) continue
      const isLast = seat === SEATS.length - 1
      // Mended: each takes the fork with the lower number first.
      system.spawn(Philosopher, mended && isLast ? [right, left] : [left, right], { name: `seat-${seat}` })
    }
  },
  look: {
    finally: {
      'all have eaten': (state) => SEATS.every((seat) => state.stateOf(`seat-${seat}`) === 'has eaten'),
    },
  },
  shows: { kind: 'finally', property: 'all have eaten', events: 9, run: 1 },
})
