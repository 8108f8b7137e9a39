"""What axe and a ruler find in a page as it stands: by day on a phone, by night on a desk, narrow, in large letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize

from tests.browser.person import Person

OF_COLOURS = ("color-contrast", "link-in-text-block")
OPTIONS = {"resultTypes": ["violations"], "preload": False}
# WCAG 2.2 AA asks for targets of 24 px; axe looks for it only when told to.
ALL_RULES = {"target-size": {"enabled": True}}
BUT_COLOURS = {rule: {"enabled": False} for rule in OF_COLOURS}
# Everything unfolded; the navigation at a phone's foot, a button kept in sight above it and the unfolded menu of the head
# cover whatever happens to lie there, which scrolling and folding mend.
AS_A_WHOLE = """() => {
    document.querySelectorAll('details').forEach(element => { element.open = true; });
    document.querySelectorAll('.main-nav, .menu > div, .in-sight').forEach(element => { element.style.position = 'static'; });
}"""
# Rows of a list that are built alike stand for each other: the first three and the first of each other build are kept.
SOME_ROWS = """() => document.querySelectorAll('main tbody, main ul, main ol').forEach(list => {
    const known = new Set();
    [...list.children].forEach((row, number) => {
        const build = row.outerHTML.replace(/>[^<]+</g, '>.<').replace(/ (?!class|type|role|style)[-a-z]+="[^"]*"/g, '');
        if (number > 2 && known.has(build)) row.remove();
        known.add(build);
    });
})"""
# What a text's contrast comes from: its colour and size, the grounds below it; for a link in a sentence, the sentence's
# colour and what underlines it. Texts whose kind axe has judged and passed in this look are not put before it again;
# what it could not judge (folded away, disabled, covered) is, on each page. Settled for good is also what axe can never
# judge: letters over a picture that is part of their kind, and a link axe saw (it judged its letters) and did not take
# for one in a sentence, which the sentence alone decides. What axe's rules leave out by the element itself (clipped to
# nothing, a box to tick) is not put before it at all.
COLOURS = """async ([known, options]) => {
    const seen = new Set(known), grounds = new Map(), kinds = new Map(), sentences = new Map();
    const NO_LETTERS = ['hidden', 'range', 'color', 'checkbox', 'radio', 'image'].map(type => `input[type=${type}]`).join();
    const hash = text => {  // 64 bits, since all that is settled is told to each page
        let [one, two] = [0x9e3779b9, 0x85ebca6b];
        for (let at = 0; at < text.length; at++) {
            one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
            two = Math.imul(two ^ text.charCodeAt(at), 0x5bd1e995) ^ (two >>> 13);
        }
        return `${one},${two}`;
    };
    const clipped = ({ clip, position }) => clip === 'rect(0px, 0px, 0px, 0px)' && ['absolute', 'fixed'].includes(position);
    const ground = element => {
        if (element === null) return '';
        if (!grounds.has(element)) {
            const look = getComputedStyle(element), below = ground(element.parentElement);
            const own = [look.backgroundColor, look.backgroundImage, look.opacity, look.filter, look.mixBlendMode].join(' ');
            grounds.set(element, own === 'rgba(0, 0, 0, 0) none 1 none normal' ? below : below + '/' + own);
        }
        return grounds.get(element);
    };
    const letters = element => {
        const look = getComputedStyle(element);
        return [look.color, look.fontSize, look.fontWeight, look.textShadow, look.webkitTextStroke].join(' ');
    };
    for (const element of document.body.querySelectorAll('*')) {
        const text = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== '');
        if (!text && !element.matches('input, select, textarea') || !element.checkVisibility()) continue;
        if (element.matches(NO_LETTERS) || clipped(getComputedStyle(element))) continue;
        const found = ['text ' + letters(element) + ground(element)];
        if (element.matches('a[href]') && getComputedStyle(element).display === 'inline') {
            let block = element.parentElement;
            while (getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
            if (block.textContent.trim() !== element.textContent.trim()) {
                const look = getComputedStyle(element);
                found.push(['link', look.textDecoration, look.borderBottom, letters(element), letters(block)].join(' ')
                    + ground(block));
                sentences.set(element, found[1] + ' in ' + hash(block.outerHTML));
                if (seen.has(sentences.get(element))) found.pop();
            }
        }
        kinds.set(element, found);
    }
    const violations = [], passed = [];
    const settle = kind => { seen.add(kind); passed.push(kind); };
    for (const most of [2, Infinity]) {  // two of a kind, and where axe could not judge them all there are
        const taken = new Map(), looked = [];
        for (const [element, found] of kinds) {
            const fresh = found.filter(kind => !seen.has(kind) && (taken.get(kind) || 0) < most);
            fresh.forEach(kind => taken.set(kind, (taken.get(kind) || 0) + 1));
            if (fresh.length) looked.push(element);
        }
        if (looked.length === 0) break;
        const told = await axe.run({ include: looked }, options);
        const linked = new Set([...told.passes, ...told.violations, ...told.incomplete]
            .filter(({ id }) => id === 'link-in-text-block').flatMap(({ nodes }) => nodes.map(({ element }) => element)));
        for (const { id, nodes } of told.passes) {
            for (const { element } of nodes) {
                (kinds.get(element) || []).filter(
                    kind => kind.startsWith(id === 'color-contrast' ? 'text' : 'link')).forEach(settle);
                if (id === 'color-contrast' && sentences.has(element) && !linked.has(element)) settle(sentences.get(element));
            }
        }
        for (const { nodes } of told.incomplete.filter(({ id }) => id === 'color-contrast')) {
            for (const { element, any } of nodes.filter(({ any }) => any.some(({ data }) => data?.messageKey === 'bgImage'))) {
                (kinds.get(element) || []).filter(kind => kind.startsWith('text') && kind.includes('url(')).forEach(settle);
            }
        }
        kinds.forEach((found, element) => {
            if (seen.has(sentences.get(element))) kinds.set(element, found.filter(kind => !kind.startsWith('link')));
        });
        violations.push(...told.violations.map(
            ({ id, impact, nodes }) => ({ id, impact, nodes: [{ html: nodes[0].html }] })));
    }
    return { violations, passed };
}"""
# What axe passed is neither told where it stands nor carried out of the page: nobody reads it.
FOUND_WRONG = """async options => {
    const told = await axe.run({ ...options, selectors: false });
    return { violations: told.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: [{ html: nodes[0].html }] })) };
}"""
OF_COLOURS_ALONE = {
    "resultTypes": ["violations", "passes", "incomplete"],
    "runOnly": list(OF_COLOURS),
    "elementRef": True,
    "preload": False,
}
DESK: ViewportSize = {"width": 1366, "height": 768}
NARROW = 320  # CSS px: WCAG 2.2, 1.4.10, the same as 1280 px at 400 %


def faults(person: Person, axe: Axe) -> list[str]:
    """Return what axe finds in the page as it stands, and whether it is too wide."""
    page = person.page
    page.evaluate(AS_A_WHOLE)
    told = [] if person.fits() else [f"{page.url} is wider than the screen"]
    page.evaluate(SOME_ROWS)
    return told + _named(person, axe.run(page, options=OPTIONS | {"rules": ALL_RULES}).response)


@dataclass
class Looker:
    """Looks at page after page, each by day on a phone and by night on a desk; remembers what colours have passed."""

    axe: Axe
    passed: dict[str, set[str]] = field(default_factory=lambda: {"": set(), "by night ": set()})

    def sit_before(self, person: Person) -> None:
        """Have axe in every page this person opens from now on."""
        person.page.add_init_script(self.axe.axe_script)
        person.page.emulate_media(reduced_motion="reduce")  # colours change at once

    def faults(self, person: Person) -> list[str]:
        """Return what is wrong with the page that is open."""
        page, size = person.page, person.page.viewport_size
        assert size is not None
        page.evaluate(AS_A_WHOLE)
        told = [] if person.fits() else [f"{page.url} is wider than the screen"]
        page.set_viewport_size({"width": NARROW, "height": size["height"]})
        if not person.fits():
            told.append(f"{page.url} sticks out at {NARROW} px")
        page.set_viewport_size(DESK)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if not person.fits():
            told.append(f"{page.url} sticks out at 200 %")
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.evaluate(SOME_ROWS)
        told += self._by_night(person)
        page.set_viewport_size(size)
        told += self._colours(person, "")
        found = page.evaluate(FOUND_WRONG, OPTIONS | {"rules": ALL_RULES | BUT_COLOURS})
        return told + _named(person, found)

    def _by_night(self, person: Person) -> list[str]:
        # What the button in the frame chooses, without asking for the page again.
        page = person.page
        day = page.evaluate("document.documentElement.dataset.bsTheme")
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
        told = self._colours(person, "by night ")
        page.emulate_media(color_scheme="light")
        page.evaluate("day => { document.documentElement.dataset.bsTheme = day; }", day)
        return told

    def _colours(self, person: Person, when: str) -> list[str]:
        found = person.page.evaluate(COLOURS, [list(self.passed[when]), OF_COLOURS_ALONE])
        self.passed[when].update(found["passed"])
        return _named(person, found, when)


def _named(person: Person, response: dict[str, Any], when: str = "") -> list[str]:
    return [
        f"{person.page.url} {when}{item['impact']} {item['id']}: {item['nodes'][0]['html'][:160]}"
        for item in response["violations"]
    ]
