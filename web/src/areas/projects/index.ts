// SPDX-License-Identifier: EUPL-1.2
// The door: what the shell takes from this area, beside its routes and `onHome`.

export { AskForAccess } from './AskForAccess'
export { listenToProjects } from './live'
export { useProject } from './project'
export { myProjects } from './queries'
