import type { LocalSystem } from '../system/local-system.ts'
import { LaunchedGroup, type LaunchOptions } from './launched-group.ts'
import type { Launcher } from './launcher.ts'
import { Network } from './network.ts'
import { RootRole } from './root-role.ts'

/**
 * Launches the nodes of a group and waits until all have greeted: what `join` of a transport's `NodeProvider` calls.
 *
 * @throws NodeStartError when one cannot start; the others have ended again then
 */
export async function launchGroup(
  system: LocalSystem,
  name: string,
  launcher: Launcher,
  options: LaunchOptions,
): Promise<LaunchedGroup> {
  const group = new LaunchedGroup(RootRole.of(Network.of(system)), name, launcher, options)
  await group.launch()
  return group
}
