// SPDX-License-Identifier: EUPL-1.2

/** The three sheets of empty and error states: one soft, one outlined, one solid, and the red point. */
export function Sheets() {
  return (
    <svg width="168" height="76" viewBox="0 0 168 76" aria-hidden="true">
      <rect x="2" y="14" width="48" height="60" rx="9" fill="var(--surface-selected)" />
      <rect
        x="60"
        y="14"
        width="48"
        height="60"
        rx="9"
        fill="none"
        stroke="var(--border-control)"
        strokeWidth="1.75"
        strokeDasharray="5 5"
      />
      <rect x="118" y="14" width="48" height="60" rx="9" fill="var(--action-primary)" />
      <path d="M12 32h26M12 42h18" stroke="var(--text-primary)" strokeWidth="2.5" strokeLinecap="round" opacity=".45" />
      <path
        d="M129 32h26M129 42h18"
        stroke="var(--text-on-primary)"
        strokeWidth="2.5"
        strokeLinecap="round"
        opacity=".8"
      />
      <circle cx="108" cy="14" r="6" fill="var(--accent)" />
    </svg>
  )
}
