// SPDX-License-Identifier: EUPL-1.2
//! Who may know whom in the web client, and what a component may not say by itself.

use crate::rule;
use crate::source::{Fault, File, Tree, is_word, words};

const SCRIPTS: [&str; 2] = [".ts", ".tsx"];

rule! {
    primitives_know_no_area,
    "a button that knows projects can serve nothing else",
    primitives,
    finds: [
        [("web/src/ui/Avatar.tsx", "import { Person } from '../areas/accounts'")],
        [("web/src/lib/format.ts", "import { useTexts } from '@/areas/home/texts'")],
        [("web/src/ui/Avatar.tsx", "const it = await import('../areas/accounts')")],
    ],
    allows: [
        [("web/src/ui/Avatar.tsx", "import { colourOf } from '../lib/colour'\n// from '../areas/accounts'")],
        [("web/src/app/router.tsx", "import { routes } from '../areas/accounts/routes'")],
    ],
}

fn primitives(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for folder in ["web/src/ui/", "web/src/lib/", "web/src/api/"] {
        for file in tree.under(folder, &SCRIPTS).filter(|it| !it.is_test()) {
            for (at, path) in imports(file)
                .into_iter()
                .filter(|it| resolved(file, &it.1).starts_with("web/src/areas/"))
            {
                faults.push(file.fault(at, format!("imports {path}")));
            }
        }
    }
    faults
}

rule! {
    areas_of_the_client_do_not_import_each_other,
    "an area can then be read, loaded and left out alone; what two need stands in ui, lib or api, or is put together in app",
    areas,
    finds: [
        [("web/src/areas/projects/Members.tsx", "import { Sheet } from '../accounts'")],
        [("web/src/areas/projects/parts/Member.tsx", "import { Sheet } from '../../accounts/Sheet'")],
        [("web/src/areas/projects/Members.tsx", "const a = lazy(() => import('@/areas/admin'))")],
    ],
    allows: [
        [("web/src/areas/projects/parts/Member.tsx", "import { x } from '../queries'\nimport { y } from '../../../ui'")],
        [("web/src/areas/projects/Members.tsx", "import { x } from '@/areas/projects/queries'")],
    ],
}

fn areas(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.under("web/src/areas/", &SCRIPTS) {
        for (at, path) in imports(file) {
            let target = resolved(file, &path);
            let other = target
                .strip_prefix("web/src/areas/")
                .and_then(|it| it.split('/').next());
            if let (Some(other), Some(own)) = (other, file.area())
                && other != own
            {
                faults.push(file.fault(at, format!("{own} imports {other}")));
            }
        }
    }
    faults
}

rule! {
    the_network_is_reached_through_api,
    "there the session, the problems, the retries and the cross-site guard are handled, once",
    network,
    finds: [
        [("web/src/areas/home/Home.tsx", "const a = await fetch('/api/v1/me')")],
        [("web/src/ui/Avatar.tsx", "window.fetch(url)")],
        [("web/src/areas/home/live.ts", "new WebSocket('/api/v1/live')")],
        [("web/src/lib/count.ts", "navigator.sendBeacon('/x')")],
    ],
    allows: [
        [("web/src/api/client.ts", "await fetch(request)")],
        [("web/src/app/sw.ts", "event.respondWith(fetch(event.request))")],
        [("web/src/areas/home/Home.tsx", "prefetch(); query.refetch(); // fetch('x')")],
        [("web/src/areas/home/Home.test.tsx", "globalThis.fetch('x')")],
    ],
}

fn network(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree
        .under("web/src/", &SCRIPTS)
        .filter(|it| !it.is_test() && !it.path.starts_with("web/src/api/"))
    {
        // A service worker stands between the page and the network: fetching is what it is for.
        if matches!(file.name(), "sw.ts" | "serviceWorker.ts") {
            continue;
        }
        let code = file.code();
        for call in [
            "fetch(",
            "XMLHttpRequest",
            "new WebSocket",
            "EventSource",
            "sendBeacon",
            "importScripts",
        ] {
            for at in words(&code, call) {
                let of_other = code[..at].ends_with('.')
                    && !code[..at].ends_with("window.")
                    && !code[..at].ends_with("globalThis.");
                if !(call == "fetch(" && of_other) {
                    faults.push(file.fault(at, call));
                }
            }
        }
    }
    faults
}

rule! {
    colours_come_from_the_tokens,
    "a raw colour is wrong in one of the two themes, and no one checked its contrast",
    colours,
    finds: [
        [("web/src/ui/Button.module.css", ".a { color: #fff; }")],
        [("web/src/ui/Button.module.css", ".a { background: rgb(0 0 0 / 50%); }")],
        [("web/src/areas/home/Home.module.css", ".a { border: 1px solid white; }")],
        [("web/src/areas/home/Home.tsx", "<p style={{ color: '#ff0000' }} />")],
    ],
    allows: [
        [("web/src/styles/tokens.css", ":root { --n-0: #fff; }")],
        [("web/src/ui/Button.module.css", ".white { color: var(--text-strong); /* #fff */ } #main { background: transparent; color: currentColor }")],
        [("web/src/ui/Button.module.css", "@media (forced-colors: active) { .a { border: 1px solid CanvasText } }")],
        [("web/src/areas/home/Home.tsx", "<a href=\"#top\">…</a>")],
    ],
}

/// Names a person would use for want of a token. System colours (`CanvasText`) are for forced colours, and allowed.
const COLOUR_NAMES: [&str; 14] = [
    "white", "black", "red", "green", "blue", "gray", "grey", "silver", "orange", "yellow", "purple", "navy",
    "pink", "crimson",
];
const COLOUR_FUNCTIONS: [&str; 8] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklch("];

fn colours(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree
        .under("web/src/", &[".css"])
        .filter(|it| !it.path.starts_with("web/src/styles/"))
    {
        let code = file.without_comments();
        for (start, value) in values(&code) {
            for at in hex_colours(value) {
                faults.push(file.fault(start + at, "a raw colour"));
            }
            for name in COLOUR_NAMES.iter().chain(&COLOUR_FUNCTIONS) {
                for at in words(value, name) {
                    // `--white` and `white-space` are other words.
                    let before = value[..at].bytes().next_back();
                    let after = value[at + name.len()..].bytes().next();
                    if before != Some(b'-') && after != Some(b'-') {
                        faults.push(file.fault(start + at, format!("a raw colour: {name}")));
                    }
                }
            }
        }
    }
    for file in tree.under("web/src/", &[".tsx"]).filter(|it| !it.is_test()) {
        for (at, text) in file.strings() {
            if hex_colours(text).first() == Some(&0) && matches!(text.len(), 4 | 7 | 9) {
                faults.push(file.fault(at, "a raw colour"));
            }
        }
    }
    faults
}

/// The values of the declarations of a style sheet: what stands between `:` and `;` or `}`, selectors passed over.
fn values(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(colon) = code[from..].find(':').map(|it| from + it) {
        let end = code[colon..]
            .find([';', '{', '}'])
            .map_or(code.len(), |it| colon + it);
        if code.as_bytes().get(end) != Some(&b'{') {
            found.push((colon + 1, &code[colon + 1..end]));
        }
        from = end.max(colon + 1);
    }
    found
}

fn hex_colours(value: &str) -> Vec<usize> {
    value
        .match_indices('#')
        .map(|it| it.0)
        .filter(|at| {
            let digits = value[at + 1..].bytes().take_while(u8::is_ascii_hexdigit).count();
            let after = value.as_bytes().get(at + 1 + digits).copied();
            matches!(digits, 3 | 4 | 6 | 8) && !after.is_some_and(is_word)
        })
        .collect()
}

rule! {
    text_follows_the_reader,
    "a size in pixels ignores the text size a reader chose in his browser",
    text_sizes,
    finds: [[("web/src/ui/Button.module.css", ".a { font-size: 14px; }")]],
    allows: [
        [("web/src/ui/Button.module.css", ".a { font-size: var(--text-sm); line-height: 1.5; padding: 3px }")],
        [("web/src/ui/Avatar.module.css", ".a { font-size: 11px; }")],
    ],
}

fn text_sizes(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree
        .under("web/src/", &[".css"])
        .filter(|it| !it.path.starts_with("web/src/styles/"))
    {
        // Initials are a drawing in a box of fixed size; the name stands beside it, as text.
        if file.name() == "Avatar.module.css" {
            continue;
        }
        let code = file.without_comments();
        for at in words(&code, "font-size:") {
            let value = code[at..].split([';', '}']).next().unwrap_or_default();
            if value.contains("px") {
                faults.push(file.fault(at, value.to_owned()));
            }
        }
    }
    faults
}

rule! {
    nothing_typed_becomes_markup,
    "what a person typed is text; a string made into markup or code is how one reader attacks another",
    markup,
    finds: [
        [("web/src/areas/home/Home.tsx", "<p dangerouslySetInnerHTML={{ __html: x }} />")],
        [("web/src/ui/Text.tsx", "node.innerHTML = x")],
        [("web/src/lib/a.ts", "eval(x)")],
        [("web/src/lib/a.ts", "new Function(x)")],
    ],
    allows: [[("web/src/lib/a.ts", "const retrieval = 'innerHTML'; function medieval() {}")]],
}

fn markup(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.under("web/src/", &SCRIPTS).filter(|it| !it.is_test()) {
        let code = file.code();
        let texts = [
            "dangerouslySetInnerHTML",
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
        ];
        for text in texts {
            faults.extend(words(&code, text).into_iter().map(|at| file.fault(at, text)));
        }
    }
    faults
}

rule! {
    react_aria_stays_in_the_primitives,
    "looks, names and keys are then the same everywhere, and the library can be changed in one folder",
    react_aria,
    finds: [
        [("web/src/areas/home/Home.tsx", "import { Button } from 'react-aria-components/Button'")],
        [("web/src/ui/Button.tsx", "import { Button } from 'react-aria-components'")],
    ],
    allows: [
        [("web/src/ui/Button.tsx", "import { Button } from 'react-aria-components/Button'")],
        [("web/src/app/main.tsx", "import { I18nProvider } from 'react-aria-components/I18nProvider'")],
    ],
}

fn react_aria(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.under("web/src/", &SCRIPTS) {
        for (at, path) in imports(file)
            .into_iter()
            .filter(|it| it.1.starts_with("react-aria-components"))
        {
            if path == "react-aria-components" {
                faults.push(file.fault(at, "imports the whole of react-aria-components; name the part"));
            } else if file.path.starts_with("web/src/areas/") {
                faults.push(file.fault(at, format!("imports {path}; use web/src/ui")));
            }
        }
    }
    faults
}

/// `import … from 'x'`, `export … from 'x'`, `import 'x'` and `import('x')`: where, and x.
fn imports(file: &File) -> Vec<(usize, String)> {
    let text = file.without_comments();
    let mut found = Vec::new();
    for keyword in ["from", "import", "import("] {
        for at in words(&text, keyword) {
            let rest = text[at + keyword.len()..].trim_start();
            let Some(quote) = rest.chars().next().filter(|it| matches!(it, '\'' | '"')) else {
                continue;
            };
            if let Some(path) = rest[1..].split(quote).next().filter(|it| !it.contains('\n')) {
                found.push((at, path.to_owned()));
            }
        }
    }
    found
}

/// The path of an import from the root of the repository; as it is for a package.
fn resolved(file: &File, path: &str) -> String {
    if let Some(rest) = path.strip_prefix("@/").or_else(|| path.strip_prefix("~/")) {
        return format!("web/src/{rest}");
    }
    if !path.starts_with('.') {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = file.path.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}
