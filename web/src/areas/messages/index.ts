// SPDX-License-Identifier: EUPL-1.2
// The door: what the shell takes from this area, beside its routes and `Background`.

export { allCalls, type Count, useMessageCounts } from './counts'
