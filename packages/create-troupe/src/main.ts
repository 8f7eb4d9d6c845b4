#!/usr/bin/env node
import { optionsTakenByNpm } from './command-line.ts'
import { createTroupe } from './create-troupe.ts'
import { personAt } from './person.ts'
import { Refusal } from './refusal.ts'

const { stdin, stdout } = process
try {
  await createTroupe([...process.argv.slice(2), ...optionsTakenByNpm(process.env)], {
    cwd: process.cwd(),
    person: stdin.isTTY && stdout.isTTY ? personAt(stdin, stdout) : undefined,
    print: (text) => console.log(text),
  })
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error)
  process.exitCode = 1
}
