import { FreezingSealer } from '../message/sealer.ts'
export class WireSealer extends FreezingSealer {}
