// SPDX-License-Identifier: EUPL-1.2

import {
  Bike,
  BookOpen,
  Building2,
  Calendar,
  ChartColumn,
  Euro,
  Flag,
  Folder,
  Globe,
  Hammer,
  Heart,
  Landmark,
  Leaf,
  Lightbulb,
  type LucideIcon,
  Mail,
  Map as MapIcon,
  Megaphone,
  Music,
  Phone,
  Scale,
  School,
  Shield,
  Siren,
  Sprout,
  Star,
  TrainFront,
  Truck,
  Users,
  Vote,
  Wrench,
} from 'lucide-react'
import { cx } from '@/lib/cx'
import { type Category, categoryClass } from './category'
import s from './ProjectIcon.module.css'

/** The drawings a project may take, by the names the server stores. */
const DRAWINGS = {
  users: Users,
  bike: Bike,
  mail: Mail,
  school: School,
  shield: Shield,
  vote: Vote,
  building: Building2,
  heart: Heart,
  leaf: Leaf,
  book: BookOpen,
  calendar: Calendar,
  chart: ChartColumn,
  euro: Euro,
  flag: Flag,
  folder: Folder,
  globe: Globe,
  hammer: Hammer,
  landmark: Landmark,
  lightbulb: Lightbulb,
  map: MapIcon,
  megaphone: Megaphone,
  music: Music,
  phone: Phone,
  scale: Scale,
  siren: Siren,
  sprout: Sprout,
  star: Star,
  train: TrainFront,
  truck: Truck,
  wrench: Wrench,
} satisfies Record<string, LucideIcon>

export type ProjectIconName = keyof typeof DRAWINGS
export const PROJECT_ICONS = Object.keys(DRAWINGS) as ProjectIconName[]

export interface ProjectIconProps {
  icon: ProjectIconName
  colour: Category
  size?: 22 | 28 | 36 | 40 | 56 | 'sm' | 'md' | 'lg' | 'xl'
}

const PIXELS = { sm: 22, md: 28, lg: 40, xl: 56 } as const

/** Decorative: the project's name is always beside it. */
export function ProjectIcon({ icon, colour, size = 28 }: ProjectIconProps) {
  // A newer server may know a drawing this page does not.
  const Drawing = DRAWINGS[icon] ?? Folder
  const side = typeof size === 'number' ? size : PIXELS[size]
  const inner = { 22: 14, 28: 16, 36: 20, 40: 22, 56: 30 }[side]
  return (
    <span className={cx(s.tile, s[`s${side}`], categoryClass(colour))} aria-hidden="true">
      <Drawing size={inner} strokeWidth={1.75} />
    </span>
  )
}
