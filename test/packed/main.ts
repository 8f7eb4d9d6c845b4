import { countEverywhere } from './count-everywhere.ts'

console.log(JSON.stringify(await countEverywhere()))
