// SPDX-License-Identifier: EUPL-1.2

export {
  Avatar,
  type AvatarPerson,
  type AvatarProps,
  type AvatarSize,
  AvatarStack,
  initials,
  type Presence,
} from './Avatar'
// The primitives every area uses. Each is complete by itself: states, keyboard, both themes, forced colours, touch.
// They are shown together at /dev/composants.
export { Announcer, announce } from './announce'
export {
  Button,
  type ButtonProps,
  type ButtonVariant,
  IconButton,
  type IconButtonProps,
  Link,
  LinkButton,
  type LinkProps,
  type PressEvent,
} from './Button'
export { Badge, type BadgeProps, Counter, Dot, Tag, type Tone } from './badges'
export { ComboBox, type ComboBoxProps, type ComboItem } from './ComboBox'
export { CATEGORIES, type Category, categoryClass, categoryOf } from './category'
export {
  Checkbox,
  type CheckboxProps,
  type Choice,
  RadioGroup,
  type RadioGroupProps,
  SegmentedControl,
  type SegmentedControlProps,
  Switch,
  type SwitchProps,
} from './choices'
export { ConfirmRegion, confirm, type Question, useConfirm } from './confirm'
export { Dialog, type DialogProps } from './Dialog'
export { type ClockTime, DateField, type DateFieldProps, type Day, TimeField, type TimeFieldProps } from './dates'
export { FieldError, FieldFrame, type FieldFrameProps } from './Field'
export { FileDrop, type FileDropProps } from './FileDrop'
export { Form, FormActions, type FormProps } from './Form'
export {
  NumberField,
  type NumberFieldProps,
  PasswordField,
  type PasswordFieldProps,
  SearchField,
  type SearchFieldProps,
  TextArea,
  type TextAreaProps,
  TextField,
  type TextFieldProps,
} from './fields'
export { drawIcon, type IconLike } from './Icon'
export { Kbd } from './Kbd'
export { LoadMore, type LoadMoreProps } from './LoadMore'
export {
  Breadcrumbs,
  Card,
  type CardProps,
  DefinitionList,
  EmptyState,
  type EmptyStateProps,
  PageHeader,
  type PageHeaderProps,
  ScreenHeader,
  type ScreenHeaderProps,
  Section,
  type SectionProps,
  SheetsReady,
  ThreeSheets,
  Toolbar,
} from './layout'
export { Menu, type MenuItem, type MenuItems, type MenuPlacement, type MenuProps, useMenu, warmMenus } from './Menu'
export { Banner, type BannerProps, type MessageTone, Notice, ProblemLine } from './messages'
export { Anchor, type AnchorProps, type Navigate, NavigationProvider, useNavigateTo } from './Navigation'
export { Overlays } from './Overlays'
export { Popover, type PopoverProps } from './Popover'
export { Progress, type ProgressProps } from './Progress'
export { PROJECT_ICONS, ProjectIcon, type ProjectIconName, type ProjectIconProps } from './ProjectIcon'
export { SecretField, type SecretFieldProps } from './SecretField'
export { Select, type SelectOption, type SelectProps } from './Select'
export { SidePanel, type SidePanelProps } from './SidePanel'
export { Skeleton, SkeletonCard, SkeletonCircle, SkeletonList, SkeletonRows, SkeletonText } from './Skeleton'
export { Spinner } from './Spinner'
export { type Column, type Sort, Table, type TableProps } from './Table'
export { Tabs, type TabsProps } from './Tabs'
export { TokenPicker, type TokenPickerProps } from './TokenPicker'
export { Tooltip, type TooltipProps, useTooltip } from './Tooltip'
export { Tree, type TreeNode, type TreeProps } from './Tree'
export { type ToastContent, ToastRegion, toast } from './toast'
export { UiProvider, type UiProviderProps } from './UiProvider'
export { type Refuge, useKeptFocus } from './useKeptFocus'
export { VisuallyHidden } from './VisuallyHidden'
