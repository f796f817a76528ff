// SPDX-License-Identifier: EUPL-1.2
// The door of the administration. Light on purpose: the pages load on their own.

export { listenToAdmin } from './live'
export {
  type AdminCounters,
  type AdminNavigationItem,
  type AdminPath,
  adminNavigation,
  useAdminCounters,
} from './navigation/navigation'
export { useNavigationTexts as useAdminNavigationTexts } from './navigation/texts'
