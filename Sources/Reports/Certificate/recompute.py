#!/usr/bin/env python3
"""Recomputes the figures of an Assay verdict from its certificate, without Assay.

    python3 recompute.py [FOLDER ...]

Each FOLDER, by default the one that this file is in, holds

    certificate.json   what was fixed before looking, and the SHA-256 of the other files
    cases.csv          the cases as they count; options are numbers from 0, unknown things are empty
    verdict.json       the verdict as Assay printed it
    textbook.py        the formulas of the figures for one look
    plan.yaml          the frozen plan, where there is one

Needs Python 3.9, numpy and scipy 1.12. Ends with 0 where every figure agrees, 1 where one does not, 2 where
a file is not the one that was certified.
"""

import csv
import hashlib
import json
import math
import os
import sys

import numpy as np
from scipy import stats
from scipy.special import betaln, gammainc, gammaln

# The folder stays as it was certified.
sys.dont_write_bytecode = True
import textbook

NOT_ASKED, SHED = -1, -2


def main():
    folders = sys.argv[1:] or [os.path.dirname(os.path.abspath(__file__))]
    sys.exit(max(recompute(folder) for folder in folders))


def recompute(folder):
    """Prints the comparison; returns 0 where all agrees, else 1."""
    terms = load(folder, "certificate.json")
    if terms.get("schema") != "assay.certificate/1":
        sys.exit("certificate.json is not of the schema assay.certificate/1")
    check_files(folder, terms)
    verdict = load(folder, "verdict.json")
    cases = Cases(os.path.join(folder, "cases.csv"), terms)
    table = Comparison()
    check_identity(folder, terms, verdict, table)
    check_counts(cases, terms, verdict, table)
    check_paths(cases, verdict, table)
    check_agreement(cases, terms["options"], verdict, table)
    check_difference(cases, terms, verdict, table)
    claims = check_claims(cases, terms, verdict, table)
    check_money(cases, terms, verdict, claims, table)
    check_path_figures(cases, terms, verdict, table)
    check_baselines(cases, terms, verdict, table)
    check_slices(cases, terms, verdict, table)
    check_one_look(cases, terms, verdict, table)
    check_confidence(cases, terms, verdict, table)
    check_frontier(cases, terms, verdict, table)
    return table.finish(folder, not_recomputed(verdict))


def not_recomputed(verdict):
    """What the verdict has and this program does not come to: most of it takes inputs, or repeats."""
    rest = [
        ("learnt_baselines", "the baselines that are learnt from the inputs"),
        ("judge", "the judge's labels"),
        ("all_paths", "the comparison with further models"),
        ("noise_floor", "how often the model differs from itself"),
        ("decision_map", "the decision map"),
        ("clipped", "what was cut off at a declared cap"),
        ("disputed_outcomes", "disputed outcomes"),
        ("before_plan", "cases from before the plan"),
        ("labels_of_other_chance", "labels drawn with another chance"),
        ("cases_needed", "how many cases it needs"),
    ]
    paths = verdict["paths"].values()
    log = ("failures", "shed", "skipped", "recorded_share", "calls_priced_later")
    if any(any_figure(path.get(key)) for path in paths for key in log):
        rest.append(("paths", "which calls failed why, or were shed, skipped, recorded or priced later"))
    return [words for key, words in rest if any_figure(verdict.get(key))]


def any_figure(value):
    if isinstance(value, dict):
        return any(any_figure(part) for part in value.values())
    return bool(value)


def load(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


def check_files(folder, terms):
    """Ends the program where a file is missing or is not the one that was certified."""
    for name, expected in terms["files"].items():
        if os.path.basename(name) != name:
            sys.exit(f"certificate.json: `{name}` is no name of a file in the folder")
        digest = hashlib.sha256()
        try:
            with open(os.path.join(folder, name), "rb") as file:
                for part in iter(lambda: file.read(1 << 20), b""):
                    digest.update(part)
        except OSError as error:
            print(f"{name}: cannot be read: {error.strerror}")
            sys.exit(2)
        if digest.hexdigest() != expected:
            print(f"{name}: its SHA-256 is not the one in certificate.json; it was changed")
            sys.exit(2)


class Comparison:
    """A line a figure: what the verdict says, what comes out here, and whether they agree."""

    def __init__(self):
        self.lines, self.differing = [], 0

    def add(self, name, stated, computed, tolerance=1e-6):
        if stated is None and computed is None:
            return
        if isinstance(stated, (int, float)) and isinstance(computed, (int, float)):
            agrees = abs(stated - computed) <= tolerance * max(1e-9, abs(stated), abs(computed))
            agrees = agrees or abs(stated - computed) < 1e-9
        else:
            agrees = stated == computed
        self.differing += not agrees
        self.lines.append(
            (name, show(stated), show(computed), difference(stated, computed),
             "yes" if agrees else "NO")
        )

    def finish(self, folder, left_out):
        lines = [("figure", "certificate", "recomputed", "difference", "agrees")] + self.lines
        widths = [max(len(line[column]) for line in lines) for column in range(5)]
        for line in lines:
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        with open(os.path.join(folder, "certificate.json"), "rb") as file:
            print("\nSHA-256 of certificate.json, which has those of the other files:")
            print(hashlib.sha256(file.read()).hexdigest())
        if left_out:
            print(f"Not recomputed: {', '.join(left_out)}.")
        count = len(self.lines)
        if self.differing:
            print(f"{self.differing} of {count} figures do not agree.")
            return 1
        print(f"All {count} figures agree.")
        return 0


def show(value):
    if value is None:
        return "-"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def difference(stated, computed):
    numbers = all(type(value) in (int, float) for value in (stated, computed))
    return f"{computed - stated:.1e}" if numbers and computed != stated else "-" if not numbers else "0"


class Cases:
    """The columns of cases.csv, in the order in which cases count: by time, then by number."""

    def __init__(self, path, terms):
        self.options = len(terms["options"])
        words = {"abstained": self.options, "failed": self.options + 1, "shed": SHED, "": NOT_ASKED}

        def slot(text):
            return words[text] if text in words else int(text)

        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        undated = -(2**63)
        time = [int(row["time_us"]) if row["time_us"] else undated for row in rows]
        order = sorted(range(len(rows)), key=lambda i: (time[i], int(rows[i]["case"])))
        rows = [rows[i] for i in order]
        time = np.array([time[i] for i in order], dtype=np.int64)
        self.count = len(rows)
        self.user = [row["user"] for row in rows]
        self.number = [int(row["case"]) for row in rows]
        self.heuristic = np.array([slot(row["heuristic"]) for row in rows], dtype=int)
        self.model = np.array([slot(row["model"]) for row in rows], dtype=int)
        raw_truth = np.array([int(row["truth"]) if row["truth"] else -1 for row in rows], dtype=int)
        self.mature = time <= terms["mature_until_us"]
        self.mature[time == undated] = terms["undated_cases_are_mature"]
        # What followed one path's answer is no truth about the other path.
        shaped = terms["outcome_depends_on_answer"]
        self.outcome = np.where(self.mature, raw_truth, -1)
        self.truth = np.full(self.count, -1) if shaped else self.outcome
        self.heuristic_seconds = seconds(rows, "heuristic_ns", terms["longest_heuristic_seconds"])
        self.model_seconds = seconds(rows, "model_ns", terms["longest_model_seconds"])
        self.inclusion = np.array([float(row["inclusion"]) for row in rows])
        self.arm = [row["in_charge"] for row in rows]
        self.propensity = np.array([float(row["propensity"] or "nan") for row in rows])
        asked = self.model >= 0
        known = np.array([row["model_price_nanousd"] != "" for row in rows], dtype=bool)
        price = np.array([int(row["model_price_nanousd"] or 0) / 1e9 for row in rows])
        kind = terms["model_price"]
        self.price_unknown = kind == "unknown" or (
            kind == "known" and asked.any() and not (asked & known).any()
        )
        self.highest_price = 0.0 if self.price_unknown else terms["highest_model_price_usd"]
        self.price = np.where(
            asked & known, np.minimum(price, terms["highest_model_price_usd"]), 0.0
        )
        missing = asked & ~known
        # A price that is not known lies between nothing and the most that a call may cost.
        self.unpriced = np.where(missing & (not self.price_unknown), self.highest_price, 0.0)
        drawn = self.inclusion[self.mature & (self.inclusion > 0) & (self.inclusion <= 1)]
        by_lot = bool(drawn.size and drawn.min() < 1)
        self.unequal = by_lot and (
            terms["asks_unequally"] or bool(drawn.max() - drawn.min() > 1e-6)
        )
        self.least_inclusion = terms["least_inclusion"] if self.unequal else 1.0
        self.undated = time == undated
        self.time = time
        self.ns = {
            path: np.array([int(row[f"{path}_ns"]) for row in rows], dtype=np.int64)
            for path in ("heuristic", "model")
        }
        self.paid, self.paid_known = price, asked & known
        self.rule = np.array([int(row["heuristic_rule"]) for row in rows])
        self.stated = {
            path: np.array([float(row[f"{path}_probability"] or "nan") for row in rows])
            for path in ("heuristic", "model")
        }
        self.slices = [
            np.array([int(row[f"slice_{k}"] or -1) for row in rows])
            for k in range(len(terms["slices"]))
        ]
        both = (self.heuristic >= 0) & (self.model >= 0)
        # Only there does the truth tell the paths apart.
        self.differs = both & (self.heuristic != self.model) & (
            np.minimum(self.heuristic, self.model) < self.options
        )
        self.agrees = both & ~self.differs
        self.label_chance = terms["label_chance"]
        lot = Lot(terms["feature"], "label " + terms["question"])
        place = np.array([lot.number(n) for n in self.number])
        self.drawn, self.outside_lot = place < self.label_chance, 0
        if not shaped:
            # Who brought the truth of a disagreement that was not drawn did so by no lot, and one in
            # which the paths agree was drawn with a greater chance than others of its kind.
            by_doubt = np.array([row["label_chance"] != "" for row in rows], dtype=bool)
            by_doubt &= self.agrees & (place >= terms["label_chance_of_agreements"])
            outside = self.differs & ~self.drawn
            self.outside_lot = int(((self.outcome >= 0) & outside).sum())
            self.outcome = np.where(outside | by_doubt, -1, self.outcome)
            self.truth = np.where(outside | by_doubt, -1, self.truth)
        # Drawn with less than the least that was declared: as good as unknown.
        self.rarer = (
            self.unequal & (self.inclusion > 0)
            & (self.inclusion < self.least_inclusion * (1 - 1e-6))
        )


def seconds(rows, column, longest):
    """Waits, cut at the longest that count, in the 32 bits that Assay keeps of them."""
    waits = np.array([int(row[column]) / 1e9 for row in rows])
    return np.clip(waits, 0, longest).astype(np.float32).astype(float)


class Lot:
    """A number in [0, 1) for a case: FNV-1a of its number, mixed as SplitMix64 ends."""

    def __init__(self, feature, purpose):
        self.constant = self.mixed(self.fnv(f"{feature}\0{purpose}"))

    def number(self, case):
        return (self.mixed(self.fnv(str(case)) ^ self.constant) >> 11) * 2.0**-53

    @staticmethod
    def fnv(text):
        value = 0xCBF29CE484222325
        for byte in text.encode():
            value = (value ^ byte) * 0x100000001B3 % 2**64
        return value

    @staticmethod
    def mixed(value):
        value = (value + 0x9E3779B97F4A7C15) % 2**64
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        value = (value ^ value >> 27) * 0x94D049BB133111EB % 2**64
        return value ^ value >> 31


def check_identity(folder, terms, verdict, table):
    for key in ("feature", "question", "plan", "line"):
        table.add(key, verdict[key], terms[key])
    for path, version in terms["versions"].items():
        table.add(f"version of {path}", verdict["versions"].get(path), version)
    if "plan.yaml" in terms["files"]:
        with open(os.path.join(folder, "plan.yaml"), "rb") as file:
            text = file.read()
        named = b"4:plan%d:" % len(text) + text
        table.add("hash of plan.yaml", verdict["plan"], hashlib.sha256(named).hexdigest()[:32])


def check_counts(cases, terms, verdict, table):
    table.add("cases", verdict["cases"], cases.count)
    both = (cases.heuristic >= 0) & (cases.model >= 0) & (cases.truth >= 0)
    table.add("outcomes", verdict["outcomes"], int((cases.outcome >= 0).sum()))
    table.add("pairs", verdict["pairs"], int(both.sum()))
    table.add("immature", verdict["immature"], int((~cases.mature).sum()))
    missing = cases.mature & (cases.outcome < 0)
    table.add("missing outcomes", verdict["missing_outcomes"], int(missing.sum()))
    if not terms["outcome_depends_on_answer"]:
        asked = unit_mask(cases, terms) & (cases.model >= 0) & ~cases.rarer
        table.add("units", verdict["units"], int(asked.sum()))
        table.add("outcomes outside the lot", verdict["outcomes_outside_lot"], cases.outside_lot)


def wilson(successes, trials):
    """Wilson (1927); of items that count with weights, for their effective number."""
    if trials == 0:
        return None
    p, square = successes / trials, stats.norm.ppf(0.975) ** 2
    center = p + square / (2 * trials)
    margin = math.sqrt(square * (p * (1 - p) / trials + square / (4 * trials**2)))
    low, high = (float((center + d) / (1 + square / trials)) for d in (-margin, margin))
    return float(p), 0.0 if p == 0 else max(0.0, low), 1.0 if p == 1 else min(1.0, high)


def weights(cases, judged, strata):
    """How many cases of its stratum each judged one stands for, scaled to their effective number."""
    each = np.zeros(cases.count)
    for stratum in strata:
        labelled = judged & stratum
        if labelled.any():
            each[labelled] = (stratum & cases.mature).sum() / labelled.sum()
    each = each[judged]
    return each * each.sum() / (each**2).sum() if len(each) else each


def unlabelled(cases, judged, among=True):
    """Cases put to both paths, agreeing or differing, of whose kind none is labelled; those `among`."""
    kinds = [kind & cases.mature for kind in (cases.agrees, cases.differs)]
    return sum(int((kind & among).sum()) for kind in kinds if not (judged & kind).any())


def is_told(cases, slots):
    """Whether at most one case in a hundred is of a kind of which none is labelled."""
    asked = slots >= 0
    judged = asked & (cases.truth >= 0)
    return not judged.any() or 100 * unlabelled(cases, judged) <= (asked & cases.mature).sum()


def widened(estimate, labelled, unknown):
    """The share of the labelled kinds, with room for whatever is true of the unknown (Manski 1989)."""
    if estimate is None or not unknown:
        return estimate
    share = labelled / (labelled + unknown)
    return estimate[0], share * estimate[1], min(1.0, share * estimate[2] + 1 - share)


def add_estimate(table, name, stated, computed):
    for key, value in zip(("estimate", "low", "high"), computed or (None,) * 3):
        table.add(f"{name}, {key}", stated[key], value)


def check_paths(cases, verdict, table):
    for name, slots in (("heuristic", cases.heuristic), ("model", cases.model)):
        stated = verdict["paths"].get(name)
        if not stated or (slots < 0).all():
            continue
        options = cases.options
        table.add(f"{name}, asked", stated["asked"], int((slots >= 0).sum()))
        table.add(
            f"{name}, answered", stated["answered"], int(((slots >= 0) & (slots < options)).sum())
        )
        table.add(f"{name}, abstained", stated["abstained"], int((slots == options).sum()))
        table.add(f"{name}, failed", stated["failed"], int((slots == options + 1).sum()))
        judged = (slots >= 0) & (cases.truth >= 0)
        right = (slots == cases.truth)[judged]
        table.add(f"{name}, right", stated["correct"], int(right.sum()))
        alone = (slots >= 0) & ~cases.agrees & ~cases.differs
        strata = (cases.agrees, cases.differs, alone)
        each, unknown = weights(cases, judged, strata), unlabelled(cases, judged)
        labelled = sum((kind & cases.mature).sum() for kind in strata if (judged & kind).any())
        share = wilson(float(each[right].sum()), float(each.sum()))
        table.add(f"{name}, unlabelled", stated["cases_of_unlabelled_kinds"], unknown if len(each) else 0)
        add_estimate(
            table, f"{name}, accuracy", stated["accuracy"], widened(share, labelled, unknown)
        )


def check_agreement(cases, names, verdict, table):
    """Raw agreement, Cohen's kappa (1960) and Gwet's AC1 (2008) of what both answered."""
    stated, options = verdict["agreement"], cases.options
    both = (
        (cases.heuristic >= 0) & (cases.heuristic < options)
        & (cases.model >= 0) & (cases.model < options)
    )
    if both.any():
        table.add("agreement is stated", bool(stated), True)
    if not stated or not both.any():
        return
    first, second = cases.heuristic[both], cases.model[both]
    same = int((first == second).sum())
    table.add("both answered", stated["both_answered"], len(first))
    add_estimate(table, "agreement", stated["raw"], wilson(same, len(first)))
    counts = np.zeros((options, options))
    np.add.at(counts, (first, second), 1)
    add_estimate(table, "kappa", stated["kappa"], textbook.kappa(counts))
    if stated["quadratic_kappa"]["estimate"] is not None:
        weights_of_levels = textbook.quadratic_weights(options)
        add_estimate(
            table, "quadratic kappa", stated["quadratic_kappa"],
            textbook.kappa(counts, weights_of_levels),
        )
    shares_p = textbook.stuart_maxwell(counts)
    table.add("equal shares of answers, p", stated["equal_shares_p"], shares_p, 1e-5)
    # Of one pair it has no interval, and is not stated.
    add_estimate(table, "AC1", stated["ac1"], textbook.ac1(counts))
    pairs = {}
    for (row, column), count in np.ndenumerate(counts):
        if count:
            pairs[names[row], names[column]] = int(count)
    paths = list(verdict["paths"])
    found = {(pair[paths[0]], pair[paths[1]]): pair["count"] for pair in stated["pairs"]}
    add_cells(table, "pairs of answers", found, pairs)


def add_cells(table, name, stated, computed):
    keys = stated.keys() | computed.keys()
    differing = sum(stated.get(key, 0) != computed.get(key, 0) for key in keys)
    table.add(f"{name}, cells of {len(keys)} that differ", 0, differing)


def check_difference(cases, terms, verdict, table):
    stated = verdict["difference"]
    judged = (cases.heuristic >= 0) & (cases.model >= 0) & (cases.truth >= 0)
    if judged.any():
        table.add("difference is stated", bool(stated), True)
    if not stated or not judged.any():
        return
    model = (cases.model == cases.truth)[judged]
    heuristic = (cases.heuristic == cases.truth)[judged]
    only_model, only_heuristic = int((model & ~heuristic).sum()), int((heuristic & ~model).sum())
    table.add("only the model right", stated["only_model_right"], only_model)
    table.add("only the heuristic right", stated["only_heuristic_right"], only_heuristic)
    newcombes, tangos = pair_difference(cases, judged, cases.mature)
    add_estimate(table, "difference of accuracies", stated, newcombes)
    for key, value in zip(("low", "high"), tangos):
        table.add(f"difference of accuracies, Tango, {key}", stated["tango"][key], value)
    table.add("mid-p", stated["mid_p"], mid_p(only_model, only_heuristic), 1e-4)
    units = unit_mask(cases, terms) & ~cases.rarer
    logs = log_e(wins(cases, units & judged & cases.drawn))
    if stated.get("e_value") is not None:
        table.add("log of the e-value", math.log(stated["e_value"]), float(logs[-1]))
        table.add("p at any time", stated["anytime_p"], float(math.exp(-max(0, logs.max()))), 1e-4)


def pair_difference(cases, judged, among):
    """Newcombe's estimate and Tango's interval of the labelled pairs, for all cases `among`."""
    tables = tables_of_pairs(cases, judged, among)
    newcombes = [newcombe(*counts) for counts in tables]
    tangos = [textbook.tango(counts[1], counts[2], counts[3]) for counts in tables]
    estimate = sum(row[0] for row in newcombes) / len(tables)
    (low, high), limits = (
        (min(row[k] for row in rows), max(row[k + 1] for row in rows))
        for rows, k in ((newcombes, 1), (tangos, 0))
    )
    return (estimate, low, high), limits


def tables_of_pairs(cases, judged, among):
    """Both right, only the first, only the second, and all, of the effective number of pairs.

    Agreements tell no path from another, so that pairs are as certain as if of all cases as large a
    share were labelled as of the differing ones. Of those that differ without any label, either path
    may be right in all, and of those that agree both paths in none to all: as many tables.
    """
    first, second = cases.model == cases.truth, cases.heuristic == cases.truth
    kinds = (first & second, first & ~second, second & ~first, judged)
    parts = []
    for kind in (cases.agrees & among, cases.differs & among):
        labelled = judged & kind
        parts.append(
            (int((kind & cases.mature).sum()), [int((labelled & k).sum()) for k in kinds])
        )
    (agreeing, agreed), (differing, differed) = parts
    if agreeing * differed[3] == differing * agreed[3]:
        return [[a + d for a, d in zip(agreed, differed)]]
    if agreed[3]:
        agreements = [[n * agreeing / agreed[3] for n in agreed]]
    else:
        right = [math.floor(share * agreeing + 0.5) for share in (0, 0.05, 0.5, 0.95, 1)]
        agreements = [[n, 0, 0, agreeing] for n in right]
    if differing and not differed[3]:
        scale, ends = 1, ([0, 0, differing, differing], [0, differing, 0, differing])
    else:
        scale = differed[3] / differing if differing else 1
        ends = [[n / scale for n in differed]]
    return [[(a + d) * scale for a, d in zip(agreed, end)] for agreed in agreements for end in ends]


def wins(cases, among):
    """Of those in which one path alone is right, in their order, whether it is the model."""
    model, heuristic = cases.model == cases.truth, cases.heuristic == cases.truth
    return model[among & (model != heuristic)]


def newcombe(both, only_first, only_second, n):
    """Newcombe (1998, Stat. Med. 17:2635), method 10 with the corrected phi."""
    neither = n - both - only_first - only_second
    first, second = both + only_first, both + only_second
    p1, low1, high1 = wilson(first, n)
    p2, low2, high2 = wilson(second, n)
    margins = max(0, first * (n - first) * second * (n - second))
    product = both * neither - only_first * only_second
    if product > 0:
        product = max(product - n / 2, 0)
    phi = product / math.sqrt(margins) if margins else 0

    def joined(x, y):
        return math.sqrt(max(0, x * x - 2 * phi * x * y + y * y))

    low = p1 - p2 - joined(p1 - low1, high2 - p2)
    high = p1 - p2 + joined(high1 - p1, p2 - low2)
    return p1 - p2, max(-1, low), min(1, high)


def mid_p(b, c):
    """McNemar's test with the mid-p value (Fagerland et al. 2013)."""
    if b + c == 0:
        return 1.0
    least = min(b, c)
    point = stats.binom.pmf(least, b + c, 0.5)
    if b == c:
        return float(1 - point / 2)
    return float(2 * stats.binom.cdf(least, b + c, 0.5) - point)


def log_e(wins):
    """ln of 2^t B(1 + s, 1 + f), after each discordant pair; 0 before the first."""
    s = np.concatenate([[0], np.cumsum(wins)])
    f = np.concatenate([[0], np.cumsum(~wins)])
    return (s + f) * math.log(2) + betaln(1 + s, 1 + f)


def unit_mask(cases, terms):
    """Which cases bet: of a user the first that is old enough and that both paths were asked."""
    seen, mask = set(), np.zeros(cases.count, dtype=bool)
    for i in range(cases.count):
        drawn = cases.unequal and cases.inclusion[i] > 0
        if not cases.mature[i] or cases.heuristic[i] == NOT_ASKED:
            continue
        if not (cases.model[i] >= 0 or drawn or cases.model[i] == SHED):
            continue
        if cases.user[i] and terms["unit"] == "user":
            if cases.user[i] in seen:
                continue
            seen.add(cases.user[i])
        mask[i] = True
    return mask


class Utility:
    """What answers are worth before price and waiting, and the bounds that follow from that."""

    def __init__(self, terms):
        self.worth = np.array(terms["worth_usd"], dtype=float)
        self.options = len(terms["options"])
        self.per_second = terms["waiting_usd_per_second"]
        self.longest = (terms["longest_heuristic_seconds"], terms["longest_model_seconds"])

    def gain(self, truth, first, second):
        """The least and the most that `first` is worth over `second`; truth -1 is unknown."""
        differences = self.worth[:, first] - self.worth[:, second]
        known = truth >= 0
        exact = self.worth[np.maximum(truth, 0), first] - self.worth[np.maximum(truth, 0), second]
        return (
            np.where(known, exact, differences.min(axis=0)),
            np.where(known, exact, differences.max(axis=0)),
        )

    def bounds(self, challenger, highest_price):
        spent = highest_price + self.per_second * self.longest[1]
        if challenger == "model":
            gap = (self.worth.max(axis=1) - self.worth.min(axis=1)).max()
            low, high = -gap - spent, gap + self.per_second * self.longest[0]
        else:
            gains = [
                self.worth[:, slot] - self.worth[:, before]
                for slot in range(self.options + 2)
                for before in (self.options, self.options + 1)
            ]
            low, high = min(0, np.min(gains)) - spent, max(0, np.max(gains))
        return (low, high) if high > low else (-1e-9, 1e-9)


def check_claims(cases, terms, verdict, table):
    if terms["worth_usd"] is None:
        return {}
    utility = Utility(terms)
    stated = {claim["challenger"]: claim for claim in verdict["claims"]}
    decisions, claims = {}, {}
    for claim in terms["claims"]:
        name = claim["challenger"]
        split = terms["split"]
        if not terms["outcome_depends_on_answer"] or split and split["challenger"] == name:
            table.add(f"{name} is claimed", name in stated, True)
        if name not in stated or stated[name].get("units") in (None, 0):
            continue
        if terms["outcome_depends_on_answer"]:
            if not split or split["challenger"] != name:
                continue
            sequence = split_sequence(cases, terms, utility, claim, split)
        else:
            sequence = claim_sequence(cases, terms, utility, claim)
        low, high = sequence.limits()
        for key, value in (
            ("declared_bounds", sequence.bounds), ("", (low, high))
        ):
            pair = stated[name][key] if key else stated[name]
            table.add(f"{name}, {key or 'limits'}, low", pair["low"], value[0], 1e-5)
            table.add(f"{name}, {key or 'limits'}, high", pair["high"], value[1], 1e-5)
        table.add(f"{name}, estimate", stated[name]["estimate"], sequence.estimate(low, high), 1e-5)
        table.add(f"{name}, worth having", stated[name]["worth_having"], claim["worth_having"])
        decisions[name] = (low, high, claim["worth_having"])
        claims[name] = check_claim(cases, terms, claim, stated[name], sequence, (low, high), table)
        for test in verdict["self_test"]:
            if test["challenger"] == name and sequence.values is not None:
                check_self_test(test, claim, sequence, table)
    winner = {"model-earns": "model", "cascade-earns": "cascade"}.get(verdict["verdict"])
    if winner in decisions:
        low, _, line = decisions[winner]
        table.add(f"{winner}'s lower limit exceeds what is worth having", True, bool(low > line))
    if verdict["verdict"] == "heuristic-stays":
        for name, (_, high, line) in decisions.items():
            table.add(f"{name}'s upper limit stays below what is worth having", True,
                      bool(high < line))
    return claims


def check_claim(cases, terms, claim, stated, sequence, limits, table):
    """What a claim rests on, besides its limits; returns what money follows from."""
    name = claim["challenger"]
    table.add(f"{name}, units", stated["units"], sequence.count)
    table.add(f"{name}, alpha", stated["alpha"], claim["alpha"])
    result = {
        "estimate": sequence.estimate(*limits), "low": limits[0], "high": limits[1],
        "worth_having": claim["worth_having"], "asked_share": None, "price": None,
    }
    if terms["outcome_depends_on_answer"]:
        return result
    table.add(f"{name}, effective units", stated["effective_units"], sequence.effective())
    table.add(f"{name}, units that await a label", stated["awaiting_labels"], sequence.waiting)
    steady = sequence.steady()
    for key, value in zip(("low", "high"), steady or (None, None)):
        table.add(f"{name}, if the effect is steady, {key}", stated["if_steady_effect"][key], value)
    asked = unit_mask(cases, terms) & (cases.model >= 0) & ~cases.rarer
    escalated = asked & (cases.heuristic >= cases.options) if name == "cascade" else asked
    result["asked_share"] = float(escalated.sum() / asked.sum()) if asked.any() else 0.0
    table.add(f"{name}, share asked", stated["asked_share"], result["asked_share"])
    if escalated.any() and not cases.price_unknown:
        result["price"] = float(cases.price[escalated].mean())
    table.add(f"{name}, price of a call", stated["price_per_call_usd"], result["price"])
    judged = (cases.heuristic >= 0) & (cases.model >= 0) & (cases.truth >= 0)
    slots = cases.model
    if name == "cascade":
        slots = np.where(cases.heuristic < cases.options, cases.heuristic, cases.model)
    add_share(
        table, f"{name}, accuracy", stated["accuracy"], cases, judged,
        (slots == cases.truth)[judged], (cases.agrees, cases.differs),
    )
    return result


def check_self_test(stated, claim, sequence, table):
    """How often the limits prove a side where signs are flipped by a coin, and an ordinary test does."""
    name, line, values = claim["challenger"], claim["worth_having"], sequence.values
    n, runs, alpha = len(values), stated["runs"], claim["alpha"]
    step = max(1, -(-n // 200))
    looks = np.array([k for k in range(n) if (k + 1) % step == 0 or k == n - 1])
    reach = max(line - sequence.bounds[0], sequence.bounds[1] - line)
    critical = -stats.norm.ppf(alpha / 2)
    lies = ordinary = 0
    for coins in textbook.coins(2000, runs, n):
        excess = np.where(coins, line - values, values - line)
        sums, squares = np.cumsum(excess)[looks], np.cumsum(excess**2)[looks]
        ordinary += bool((np.abs(sums) > critical * np.sqrt(squares))[looks >= 29].any())
        flipped = Sequence(
            (line - reach, line + reach), alpha, claim["planned"], 1.0, line + excess, line + excess,
            ((), ()), ((), ()), 0.0,
        )
        lies += flipped.proves_a_side(looks, sums)
    table.add(f"{name}, self-test, units", stated["units"], n)
    table.add(f"{name}, self-test, looks", stated["looks"], len(looks))
    table.add(f"{name}, self-test, alpha", stated["alpha"], alpha)
    table.add(f"{name}, self-test, false claims", stated["false_claims"], lies)
    upper = float(stats.beta.ppf(0.95, lies + 1, runs - lies)) if lies < runs else 1.0
    table.add(
        f"{name}, self-test, upper limit", stated["false_claims_upper_limit"], upper)
    key = "false_claims_of_an_ordinary_test"
    table.add(f"{name}, self-test, false claims of an ordinary test", stated[key], ordinary)


def add_share(table, name, stated, cases, judged, right, strata, among=None, everywhere=True):
    """A share of the judged cases `among`, each kind by how many there are of it.

    `everywhere` says the same as `among`, of all cases."""
    each, unknown = weights(cases, judged, strata), unlabelled(cases, judged, everywhere)
    total = sum((kind & cases.mature).sum() for kind in strata if (judged & kind).any())
    if among is not None and len(each):
        total = total * each[among].sum() / each.sum()
        right, each = right[among], each[among]
        each = each * each.sum() / (each**2).sum() if len(each) else each
    share = wilson(float(each[right].sum()), float(each.sum()))
    add_estimate(table, name, stated, widened(share, total, unknown))


def claim_sequence(cases, terms, utility, claim):
    """The paired utility differences of a challenger against the heuristic, a unit each."""
    is_cascade = claim["challenger"] == "cascade"
    bounds = utility.bounds(claim["challenger"], cases.highest_price)
    least_inclusion = cases.least_inclusion
    units = np.flatnonzero(unit_mask(cases, terms))
    truth, first, second = cases.truth[units], cases.model[units], cases.heuristic[units]
    rarer = cases.rarer[units]
    asked, shed = (first >= 0) & ~rarer, (first == SHED) | rarer
    inclusion = np.ones(len(units))
    if cases.unequal:
        inclusion = np.maximum(cases.inclusion[units], least_inclusion)
        inclusion[cases.inclusion[units] <= 0] = 0
        inclusion[rarer] = 1
    least, most = utility.gain(truth, np.where(asked, first, 0), second)
    saved = 0 if is_cascade else utility.per_second * cases.heuristic_seconds[units]
    rest = saved - cases.price[units] - utility.per_second * cases.model_seconds[units]
    differs, chance = cases.differs[units], cases.label_chance
    left_out = differs & ~cases.drawn[units]
    # The worth of the answers counts wholly where a label was drawn, and not where none was.
    part = np.where(differs, np.where(left_out, 0.0, 1.0), chance)
    low = least * part + (rest - cases.unpriced[units]) * chance
    high = most * part + rest * chance
    # What a shed call would have brought is not known.
    low = np.where(shed, bounds[0] * chance, low)
    high = np.where(shed, bounds[1] * chance, high)
    value = least + rest - cases.unpriced[units]
    free = asked & ~differs
    labelled = asked & differs & ~left_out & (least == most)
    differs = asked & differs
    if is_cascade:
        # Where the heuristic answers, the cascade is the heuristic, whatever the truth.
        answers = second < utility.options
        low, high, value = (np.where(answers, 0, x) for x in (low, high, value))
        free = free & ~answers | (asked | shed) & answers
        labelled, differs = labelled & ~answers, differs & ~answers
    counted = asked | shed
    low, high = np.where(counted, low, 0), np.where(counted, high, 0)
    keep = ~(counted & (inclusion <= 0))
    free, labelled, differs = free & keep, labelled & keep, differs & keep
    share = np.ones(len(units))
    if least_inclusion < 1:
        share = least_inclusion / np.where(inclusion > 0, inclusion, 1)
    weight = 1 / np.where(inclusion > 0, inclusion, 1)
    sequence = Sequence(
        bounds, claim["alpha"], claim["planned"], least_inclusion * chance,
        low[keep] * share[keep], high[keep] * share[keep],
        (value[free], weight[free]), (value[labelled], weight[labelled]),
        float(weight[differs].sum()),
    )
    sequence.waiting = int((differs & ~left_out & ~labelled).sum())
    if not cases.unequal and sequence.scale == 1:
        sequence.values = value[free | labelled]
    return sequence


def split_sequence(cases, terms, utility, claim, split):
    """Horvitz and Thompson's differences of a randomised split of who is in charge, a unit each."""
    spent_most = cases.highest_price + utility.per_second * sum(utility.longest)
    lowest, highest = float(utility.worth.min()) - spent_most, float(utility.worth.max())
    if not highest > lowest:
        lowest, highest = -1e-9, 1e-9
    middle = (lowest + highest) / 2
    reach = (highest - lowest) / 2 / split["least_propensity"]
    lows, highs, free, labelled, label_weight, seen = [], [], [], [], 0.0, set()
    for i in range(cases.count):
        arm = cases.arm[i]
        if not cases.mature[i] or arm not in (split["heuristic_arm"], split["challenger_arm"]):
            continue
        if cases.user[i]:
            if cases.user[i] in seen:
                continue
            seen.add(cases.user[i])
        challenger = arm == split["challenger_arm"]
        heuristic_wait = utility.per_second * cases.heuristic_seconds[i]
        model_spent = cases.price[i] + utility.per_second * cases.model_seconds[i]
        if challenger and split["challenger"] == "model":
            slot, spent, asked = cases.model[i], model_spent, True
        elif challenger and cases.heuristic[i] >= utility.options:
            slot, spent, asked = cases.model[i], model_spent + heuristic_wait, True
        else:
            slot, spent, asked = cases.heuristic[i], heuristic_wait, False
        if slot < 0:
            continue
        truth = cases.outcome[i]
        worth = utility.worth[:, slot] if truth < 0 else utility.worth[[truth], slot]
        unpriced = cases.unpriced[i] if asked else 0
        weight = (1 if challenger else -1) / cases.propensity[i]
        ends = sorted(
            ((worth.min() - spent - unpriced - middle) * weight,
             (worth.max() - spent - middle) * weight)
        )
        lows.append(ends[0])
        highs.append(ends[1])
        # What an abstention or a failure is worth takes no outcome to be known.
        takes_label = slot < utility.options
        label_weight += takes_label
        if ends[0] == ends[1]:
            (labelled if takes_label else free).append(ends[0])
    return Sequence(
        (-reach, reach), claim["alpha"], None, 1.0,
        np.array(lows), np.array(highs), (np.array(free), np.ones(len(free))),
        (np.array(labelled), np.ones(len(labelled))), label_weight,
    )


class Sequence:
    """Limits of a running mean that hold at every look at once, whatever drifts.

    The gamma-exponential mixture of Howard, Ramdas, McAuliffe and Sekhon (2021, proposition 9) over
    sums of deviations from no difference, as in Choe and Ramdas (arXiv 2110.00115, theorem 2); with a
    planned effect, nineteen twentieths of the capital go on two constant bets: the product of
    (1 + bet y)/(1 + bet m) over the units. What is not known counts at its worst for each limit.
    """

    def __init__(
        self, bounds, alpha, planned, scale, low, high, unlabelled, labelled, label_weight
    ):
        self.bounds, self.alpha, self.scale, self.count = bounds, alpha, scale, len(low)
        self.unlabelled, self.labelled, self.label_weight = unlabelled, labelled, label_weight
        # Units whose label was drawn for and has not come, and the differences that are known.
        self.waiting, self.values = 0, None
        self.from_, self.to = bounds
        if scale < 1:
            self.from_, self.to = min(0, bounds[0]), max(0, bounds[1])
        width = self.to - self.from_

        def scaled(x):
            return (np.clip(x, self.from_, self.to) - self.from_) / width

        center = scaled(0.0)
        self.low, self.high = scaled(low), scaled(high)
        self.variance = float(
            np.maximum((self.low - center) ** 2, (self.high - center) ** 2).sum()
        )
        surprise = 2 * math.log(2 / alpha)
        self.precision = 10 / (surprise + math.log1p(surprise))
        self.line = None
        if planned:
            line = planned["line"] * scale
            if self.from_ < line < self.to:
                self.line = (line - self.from_) / width
                self.effect = planned["effect"] * scale / width
                self.deviation = planned["deviation"] * math.sqrt(scale) / width

    def limits(self):
        if self.count == 0:
            return self.bounds
        width = self.to - self.from_
        low = self.low.mean() - self.margin(self.low, self.line)
        line = None if self.line is None else 1 - self.line
        high = self.high.mean() + self.margin(1 - self.high, line)
        low, high = (
            min(max(self.from_ + limit * width, self.from_), self.to) / self.scale
            for limit in (low, high)
        )
        high = max(low, high)
        return tuple(float(min(max(x, self.bounds[0]), self.bounds[1])) for x in (low, high))

    def estimate(self, low, high):
        """The mean: units that take a label count as those of them that have one."""
        known = len(self.unlabelled[0]) + len(self.labelled[0])
        if not known or (self.label_weight and not len(self.labelled[0])):
            return None
        total, weight = float((self.unlabelled[0] * self.unlabelled[1]).sum()), self.label_weight
        if weight:
            total += weight * float(np.average(self.labelled[0], weights=self.labelled[1]))
        return min(max(total / (weight + float(self.unlabelled[1].sum())), low), high)

    def effective(self):
        """Kish's effective number of units (1965), where not all count alike; else None."""
        known = len(self.unlabelled[0]) + len(self.labelled[0])
        if self.scale == 1 or not known:
            return None
        lone, drawn = self.unlabelled[1], self.labelled[1]
        factor = self.label_weight / drawn.sum() if len(drawn) else 1.0
        each = np.concatenate([lone, factor * drawn])
        return float(each.sum() ** 2 / (each**2).sum())

    def steady(self):
        """Limits of the first 5,000 units that hold if the effect is the same for every case."""
        if self.values is None or not len(self.values) or self.waiting:
            return None
        return textbook.betting(self.values[:5000], self.bounds, self.alpha)

    def margin(self, y, line):
        """How far below the mean of `y` its lower limit is."""
        n, total, target = self.count, float(y.sum()), -math.log(self.alpha / 2)
        rest = 1.0 if line is None else 0.05
        mixture_target = -math.log(self.alpha / 2 * rest)
        widest = root(lambda m: self.log_mixture(n * m) - mixture_target)
        if line is None:
            return widest
        bets = [(size, math.log(share)) for size, share in self.bets(line)]
        gains = [float(np.log1p(size * y).sum()) for size, _ in bets]

        def log_capital(m):
            limit = total / n - m
            logs = [self.log_mixture(n * m) + math.log(rest)] + [
                weight + gain - n * math.log1p(size * limit)
                for (size, weight), gain in zip(bets, gains)
            ]
            top = max(logs)
            return top + math.log(sum(math.exp(log - top) for log in logs))

        low, high = 0.0, min(widest, total / n)
        for _ in range(200):
            middle = (low + high) / 2
            if log_capital(middle) < target:
                low = middle
            else:
                high = middle
        return high

    def proves_a_side(self, looks, sums):
        """Whether a look excludes that the mean is the middle of the bounds, on the side of the sum."""
        center, counts = (0.0 - self.from_) / (self.to - self.from_), looks + 1
        center = min(max(center, 0.0), 1.0)
        variance = np.cumsum((self.low - center) ** 2)[looks]
        up = sums > 0
        logs = self.log_mixture(np.abs(sums) / (self.to - self.from_), variance)
        if self.line is not None:
            parts = [logs + math.log(0.05)]
            for line, y in ((self.line, self.low), (1 - self.line, 1 - self.low)):
                side = up if y is self.low else ~up
                for size, share in self.bets(line):
                    capital = np.cumsum(np.log1p(size * y))[looks] - counts * math.log1p(size / 2)
                    parts.append(np.where(side, capital + math.log(share), -np.inf))
            logs = np.logaddexp.reduce(parts)
        return bool((logs >= math.log(2 / self.alpha)).any())

    def bets(self, line):
        return (
            (bet(line, self.effect, self.deviation, 0.9), 0.8),
            (bet(line, self.effect / 2, self.deviation, 1.0), 0.15),
        )

    def log_mixture(self, s, variance=None):
        """ln of rho^rho e^-rho / (G(rho) P(rho, rho)) G(a) P(a, x) x^-a e^x; x = s + a, a = v + rho."""
        rho = self.precision
        a = (self.variance if variance is None else variance) + rho
        x = s + a
        constant = rho * math.log(rho) - rho - gammaln(rho) - math.log(gammainc(rho, rho))
        return constant + gammaln(a) + np.log(gammainc(a, x)) - a * np.log(x) + x


def bet(line, effect, deviation, share):
    """A constant bet on an effect above the line, that share of Kelly's (1956)."""
    most = 0.9 / max(line, 1e-9)
    rate = min(share * effect / (deviation**2 + effect**2), most)
    return min(rate / (1 - rate * line), 1e12)


def root(function):
    """Where an increasing function that is below 0 at 0 passes 0."""
    high = 1.0
    while function(high) < 0:
        high *= 2
    low = 0.0
    for _ in range(200):
        middle = (low + high) / 2
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return high


def check_money(cases, terms, verdict, claims, table):
    """A year's money and the points of break-even, which follow from the leading claim."""
    declared = terms["economics"] and terms["economics"]["cases_per_year"]
    volume = declared if declared is not None else yearly_rate(cases)
    table.add("cases a year", verdict["volume"]["cases_per_year"], volume)
    leading = leading_claim(verdict, claims)
    if not leading:
        return
    economics, claim = terms["economics"], claims[leading]
    table.add("utility, worth having", verdict["utility"]["worth_having"], claim["worth_having"])
    known = not cases.price_unknown
    for key in ("estimate", "low", "high"):
        if known or key == "high":
            table.add(f"utility, {key}", verdict["utility"][key], claim[key], 1e-5)
    if claim["estimate"] is None:
        return
    upkeep, build = economics["more_upkeep_usd_per_month"][leading], economics["build_once_usd"]
    if volume is not None:
        year = {key: claim[key] * volume - 12 * (upkeep or 0) for key in ("estimate", "low", "high")}
        year["first_year"] = year["estimate"] - (build or 0)
        for key, value in year.items():
            table.add(f"a year, {key}", verdict["year"][key], value, 1e-5)
        more = None if upkeep is None else 12 * upkeep
        table.add("a year, more upkeep", verdict["year"]["upkeep_usd"], more)
    advantage = claim["estimate"] - claim["worth_having"]
    stated = verdict["break_even"]
    for name, other in claims.items():
        if other["asked_share"] and other["estimate"] is not None:
            prices = tuple(
                (other["price"] or 0) + (other[key] - other["worth_having"]) / other["asked_share"]
                for key in ("estimate", "low", "high")
            )
            for key, value in zip(("estimate", "low", "high"), prices):
                table.add(
                    f"break-even, {name}'s price, {key}",
                    stated[f"{name}_price_per_call_usd"][key], value, 1e-5,
                )
    spare = claim["estimate"] - economics["worth_having_usd"]
    cases_needed = 12 * upkeep / spare if spare > 0 and upkeep and upkeep > 0 else None
    table.add("break-even, cases a year", stated["cases_per_year"], cases_needed, 1e-5)
    mistakes = {path: errors(cases, slots) for path, slots in (
        ("heuristic", cases.heuristic), ("model", cases.model))}
    worth, count = np.array(terms["worth_usd"]), mistakes["model"]
    mean_cost = economics["wrong_default_usd"]
    if count.sum():
        mean_cost = float(-(count * worth[:, : cases.options]).sum() / count.sum())
    right = economics["correct_usd"] + mean_cost
    model_told = is_told(cases, cases.model)
    table.add(
        "break-even, gain in accuracy", stated["accuracy_gain"],
        -advantage / right if right > 0 and model_told else None, 1e-5,
    )
    told = leading == "model" and model_told and is_told(cases, cases.heuristic)
    table.add(
        "break-even, cost of an error", stated["error_cost_usd"],
        error_cost(cases, terms, mistakes, advantage) if told else None, 1e-5,
    )


def yearly_rate(cases):
    times = cases.time[~cases.undated]
    day = 86_400_000_000
    if not len(times) or times.max() - times.min() < day:
        return None
    return float((len(times) - 1) / (times.max() - times.min()) * 365.25 * day)


def leading_claim(verdict, claims):
    """The winner's, or that whose estimate exceeds what is worth having the most."""
    if verdict["verdict"] in ("model-earns", "cascade-earns"):
        name = verdict["verdict"].split("-")[0]
        return name if name in claims else None
    open_claims = {
        name: claim for name, claim in claims.items() if name != "cascade" or claim["asked_share"] != 0
    }

    def advantage(name):
        estimate = open_claims[name]["estimate"]
        return -math.inf if estimate is None else estimate - open_claims[name]["worth_having"]

    return max(open_claims, key=advantage, default=None)


def errors(cases, slots):
    """Shares of wrong answers: truth by row, answer by column."""
    judged = (slots >= 0) & (cases.truth >= 0)
    alone = (slots >= 0) & ~cases.agrees & ~cases.differs
    each = weights(cases, judged, (cases.agrees, cases.differs, alone))
    shares = np.zeros((cases.options, cases.options + 2))
    if len(each):
        np.add.at(shares, (cases.truth[judged], slots[judged]), each / each.sum())
    shares = shares[:, : cases.options]
    np.fill_diagonal(shares, 0)
    return shares


def error_cost(cases, terms, mistakes, advantage):
    """The usual cost of a mistake at which the model breaks even, those of their own cost left alone."""
    usual = np.ones((cases.options, cases.options), dtype=bool)
    for truth, answer in terms["economics"]["mistakes_of_their_own_cost"]:
        if truth in terms["options"] and answer in terms["options"]:
            usual[terms["options"].index(truth), terms["options"].index(answer)] = False
    shares = []
    for path, slots in (("heuristic", cases.heuristic), ("model", cases.model)):
        judged = ((slots >= 0) & (cases.truth >= 0)).sum()
        if not judged:
            return None
        shares.append(float(mistakes[path][usual].sum()))
    saved = shares[0] - shares[1]
    cost = terms["economics"]["wrong_default_usd"] - advantage / saved if abs(saved) > 1e-9 else 0
    return cost if cost > 0 else None


def check_path_figures(cases, terms, verdict, table):
    """What each path did, cost and took, of all cases that it was asked."""
    for name, slots in (("heuristic", cases.heuristic), ("model", cases.model)):
        stated = verdict["paths"].get(name)
        if not stated or (slots < 0).all():
            continue
        asked, options = slots >= 0, cases.options
        judged = asked & (cases.truth >= 0)
        table.add(f"{name}, outcomes", stated["outcomes"], int(judged.sum()))
        alone = asked & ~cases.agrees & ~cases.differs
        each = weights(cases, judged, (cases.agrees, cases.differs, alone))
        answered, right = (slots < options)[judged], (slots == cases.truth)[judged]
        strata = (cases.agrees, cases.differs, alone)
        add_estimate(
            table, f"{name}, share answered", stated["coverage"],
            wilson(int((asked & (slots < options)).sum()), int(asked.sum())),
        )
        add_share(
            table, f"{name}, right of answered", stated["accuracy_when_answered"], cases, judged,
            right, strata, answered, slots < options,
        )
        if stated["effective_outcomes"] is not None:
            table.add(f"{name}, effective outcomes", stated["effective_outcomes"], float(each.sum()))
        confusion = {}
        for truth, slot in zip(cases.truth[judged], slots[judged]):
            key = int(truth), int(slot)
            confusion[key] = confusion.get(key, 0) + 1
        add_cells(table, f"{name}, confusion", stated_confusion(stated, terms), confusion)
        waits = np.sort(np.maximum(cases.ns[name][asked], 0))
        for level in (50, 95, 99):
            wait = float(waits[max(1, math.ceil(level / 100 * len(waits))) - 1]) / 1e6
            # Assay counts waits in bins, to within 0.8 %.
            table.add(f"{name}, wait, {level} %, ms", stated["latency_ms"][f"p{level}"], wait, 0.008)
        if name == "model":
            check_cost(cases, terms, stated, judged, table)
        if terms["worth_usd"] is not None and len(each) and is_told(cases, slots):
            check_utility(cases, terms, name, slots, judged, each, stated, table)


def stated_confusion(stated, terms):
    numbers = {option: k for k, option in enumerate(terms["options"])}
    others = {"abstained": len(numbers), "failed": len(numbers) + 1}
    return {
        (numbers[cell["truth"]], numbers.get(cell["answer"], others.get(cell["status"]))): cell["count"]
        for cell in stated["confusion"]
    }


def check_cost(cases, terms, stated, judged, table):
    asked, known = cases.model >= 0, cases.paid_known
    if cases.price_unknown or (terms["model_price"] == "free" and not known.any()):
        return
    total = float(cases.paid[known].sum())
    table.add("model, cost in all", stated["cost_usd"], total)
    table.add("model, cost of a call", stated["cost_per_call_usd"], total / int(known.sum()))
    table.add(
        "model, calls without a price", stated["calls_without_price"], int((asked & ~known).sum())
    )
    right = (cases.model == cases.truth) & judged
    if right.any() and (judged & known).any():
        per_right = float(cases.paid[judged & known].mean()) * int(judged.sum()) / int(right.sum())
        table.add("model, cost of a right answer", stated["cost_per_correct_usd"], per_right)


def check_utility(cases, terms, name, slots, judged, each, stated, table):
    """What each kind of answer is worth a case; a kind of case counts by how many there are of it."""
    stated, options = stated["utility_usd_per_case"], cases.options
    worth = np.array(terms["worth_usd"])[cases.truth[judged], slots[judged]]
    slot, truth = slots[judged], cases.truth[judged]
    kinds = {
        "correct": slot == truth, "wrong": (slot < options) & (slot != truth),
        "abstained": slot == options, "failed": slot == options + 1,
    }
    parts = {
        kind: float((each * worth)[among].sum() / each.sum()) for kind, among in kinds.items()
    }
    waited = np.maximum(cases.ns[name][judged], 0).mean() / 1e9
    parts["waiting"] = -terms["waiting_usd_per_second"] * float(waited)
    known = judged & cases.paid_known
    if name == "model" and known.any() and not cases.price_unknown:
        parts["price"] = -float(cases.paid[known].mean())
    elif name == "heuristic" or terms["model_price"] == "free":
        parts["price"] = 0.0
    for kind, value in parts.items():
        table.add(f"{name}, worth of a case, {kind}", stated[kind], value)
    if "price" in parts:
        table.add(f"{name}, worth of a case", stated["total"], sum(parts.values()))


def check_baselines(cases, terms, verdict, table):
    """What needs no look at a case: the most frequent truth so far, the prior, one answer for all."""
    kinds = np.where(cases.agrees, 0, np.where(cases.differs, 1, 2))[cases.mature]
    truths = cases.truth[cases.mature]
    if not (truths >= 0).any():
        return
    seen, right = np.zeros(3), np.zeros(3)
    counts = np.zeros((3, cases.options))

    def most_frequent():
        if not counts.any():
            return -1
        # How many cases a labelled one of its kind stands for so far, added up kind by kind.
        stands_for = seen / np.maximum(1, counts.sum(axis=1))
        known = counts.sum(axis=1) > 0
        if len(set(stands_for[known])) == 1:
            stands_for = np.ones(3)
        return int(np.argmax(sum(stands_for[k] * counts[k] for k in range(3))))

    for kind, truth in zip(kinds, truths):
        if truth >= 0:
            right[kind] += truth == most_frequent()
            counts[kind, truth] += 1
        seen[kind] += 1
    stands_for, leader = seen / np.maximum(1, counts.sum(axis=1)), most_frequent()
    n = stands_for @ counts.sum(axis=1)
    shares, stated = stands_for @ counts / n, verdict["baselines"]
    table.add("majority", stated["majority"]["value"], terms["options"][leader])
    table.add(
        "majority so far, accuracy", stated["majority"]["accuracy"], float(stands_for @ right / n))
    table.add("majority, share", stated["majority"]["share"], float(shares[leader]))
    table.add("prior, accuracy", stated["prior"]["accuracy"], float((shares**2).sum()))
    if terms["worth_usd"] is not None:
        worth = np.array(terms["worth_usd"])[:, : cases.options]
        best = float((shares @ worth).max())
        table.add("best constant, worth of a case", stated["best_constant"]["utility"], best)


def check_slices(cases, terms, verdict, table):
    """The model's lead by slice: Newcombe's intervals, Holm for promised ones, e-BH for the others."""
    stated = {(row["field"], row["value"]): row for row in verdict["slices"]}
    units = unit_mask(cases, terms) & (cases.model >= 0) & ~cases.rarer
    rows = []
    for field, column in zip(terms["slices"], cases.slices):
        for k, value in enumerate(field["values"]):
            among = units & (column == k)
            judged = among & (cases.truth >= 0)
            if judged.any():
                rows.append(((field["field"], value), field["promised"], among, judged))
    table.add("slices", len(stated), len(rows))
    logs = [log_e(wins(cases, judged)) for _, _, _, judged in rows]
    promised = [k for k, row in enumerate(rows) if row[1]]
    others = [k for k, row in enumerate(rows) if not row[1]]
    adjusted = textbook.holm([math.exp(-max(0.0, float(logs[k].max()))) for k in promised])
    p = dict(zip(promised, adjusted))
    found = textbook.e_benjamini_hochberg([float(logs[k][-1]) for k in others], 0.1)
    found = {others[k] for k in found} | {k for k in promised if p[k] <= 0.05}
    for k, (name, _, among, judged) in enumerate(rows):
        row, title = stated.get(name), " ".join(("slice",) + name)
        if row is None:
            table.add(title, None, "missing")
            continue
        table.add(f"{title}, pairs", row["pairs"], int(judged.sum()))
        model, heuristic = (slots == cases.truth for slots in (cases.model, cases.heuristic))
        only_model = int((judged & model & ~heuristic).sum())
        only_heuristic = int((judged & heuristic & ~model).sum())
        table.add(f"{title}, only the model right", row["only_model_right"], only_model)
        table.add(f"{title}, only the heuristic right", row["only_heuristic_right"], only_heuristic)
        add_estimate(table, title, row["difference"], pair_difference(cases, judged, among)[0])
        both = among & (cases.heuristic < cases.options) & (cases.model < cases.options)
        same = int((both & (cases.heuristic == cases.model)).sum())
        add_estimate(table, f"{title}, agreement", row["agreement"], wilson(same, int(both.sum())))
        table.add(f"{title}, Holm's p", row["adjusted_p"], p.get(k), 1e-5)
        table.add(f"{title}, found", row["found"], k in found and int(judged.sum()) >= 30)


class Sample:
    """The labelled cases that both paths were asked: of many, a share by a hash of their numbers."""

    def __init__(self, cases, terms, most):
        chosen = (cases.truth >= 0) & (cases.heuristic >= 0)
        if "model" in roles(terms):
            chosen &= cases.model >= 0
        marks = textbook.mixed(
            np.array(cases.number, dtype=np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        )
        halvings = 0
        while chosen.sum() > most:
            halvings += 1
            chosen &= marks & np.uint64((1 << halvings) - 1) == 0
        self.share = 1 / (1 << halvings)
        # Asked more often in some cases than in others, they don't stand for all.
        self.is_even = len(set(cases.inclusion[chosen].astype(np.float32))) <= 1
        seen, places = set(), []
        for i in np.flatnonzero(chosen):
            if terms["unit"] == "user" and cases.user[i]:
                if cases.user[i] in seen:
                    continue
                seen.add(cases.user[i])
            places.append(i)
        self.places = np.array(places, dtype=int)


def label_weights(cases):
    """How many cases a labelled one stands for where the paths agree, and where they differ."""
    judged = (cases.heuristic >= 0) & (cases.model >= 0) & (cases.truth >= 0)
    kinds = (cases.agrees, cases.differs)
    each = [(kind & cases.mature).sum() / max(1, (judged & kind).sum()) for kind in kinds]
    present = [weight for weight, kind in zip(each, kinds) if (judged & kind).any()]
    return each if len(set(present)) > 1 else [1.0, 1.0]


def roles(terms):
    return ("heuristic", "model")[: len(terms["versions"])]


def check_one_look(cases, terms, verdict, table):
    """What textbooks say of a challenger's worth, over at most 2,000 cases."""
    for stated in verdict["one_look"]:
        name, utility = stated["challenger"], Utility(terms)
        sample = Sample(cases, terms, 2000)
        i = sample.places
        worth = utility.worth[cases.truth[i]]
        rows = np.arange(len(i))
        values = worth[rows, cases.model[i]] - worth[rows, cases.heuristic[i]]
        values = values - cases.price[i] - utility.per_second * cases.model_seconds[i]
        if name == "model":
            values = values + utility.per_second * cases.heuristic_seconds[i]
        else:
            values = np.where(cases.heuristic[i] >= cases.options, values, 0.0)
        title = f"{name}, one look"
        table.add(f"{title}, cases", stated["cases"], len(values))
        table.add(f"{title}, share", stated["share"], sample.share)
        add_estimate(table, f"{title}, Student", stated["student"], textbook.student(values))
        for key, value in zip(("low", "high"), textbook.bca(values)):
            table.add(f"{title}, BCa, {key}", stated["bootstrap"][key], value)
        table.add(f"{title}, sign flips, p", stated["sign_flip_p"], textbook.sign_flip(values))
        margin = next(c["worth_having"] for c in terms["claims"] if c["challenger"] == name)
        if margin > 0:
            p = textbook.equivalence(values, margin)
            table.add(f"{title}, TOST, p", stated["equivalence_p"], p, 1e-5)


def check_confidence(cases, terms, verdict, table):
    """Whether the paths are right as often as they state: Brier, calibration error, an isotonic curve."""
    sample = Sample(cases, terms, 20_000)
    for name, slots in (("heuristic", cases.heuristic), ("model", cases.model)):
        path = verdict["paths"].get(name) or {}
        if not path.get("stated_confidence"):
            continue
        stated, title = path["stated_confidence"], f"{name}'s confidence"
        i = sample.places
        # Of the kind of case of which more are labelled some are left out, by a lot.
        weight = np.array(label_weights(cases))
        chance = np.where(cases.differs[i], weight[1], weight[0]) / weight.max()
        lot = Lot(terms["feature"], "calibration " + terms["question"])
        drawn = [c >= 1 or lot.number(cases.number[k]) < c for k, c in zip(i, chance)]
        i = i[np.array(drawn, dtype=bool)]
        i = i[(slots[i] < cases.options) & (cases.stated[name][i] <= 1)]
        p, right = cases.stated[name][i], (slots == cases.truth)[i].astype(float)
        n = len(i)
        table.add(f"{title}, cases", stated["cases"], n)
        table.add(f"{title}, share", stated["share"], sample.share)
        table.add(f"{title}, stated", stated["stated"], float(p.mean()))
        add_estimate(table, f"{title}, right", stated["right"], wilson(int(right.sum()), n))
        even = 1 / cases.options
        if stated["confidence"] is not None:
            table.add(f"{title}, confidence", stated["confidence"],
                      max(0.0, (float(p.mean()) - even) / (1 - even)))
        table.add(f"{title}, Brier", stated["brier"], float(((p - right) ** 2).mean()))
        curve = Curve(right, p)
        for key, value in curve.figures.items():
            table.add(f"{title}, {key.replace('_', ' ')}", stated[key], value)
        table.add(f"{title}, calibration error, equal width",
                  stated["calibration_error_equal_width"], textbook.equal_width_error(right, p))
        table.add(f"{title}, bins", len(stated["points"]), len(curve.points))
        for k, (point, row) in enumerate(zip(stated["points"], curve.points)):
            table.add(f"{title}, bin {k + 1}, cases", point["cases"], row[0])
            table.add(f"{title}, bin {k + 1}, stated", point["stated"], row[2])
            add_estimate(table, f"{title}, bin {k + 1}, right", point["right"], wilson(row[1], row[0]))
        if stated["recalibration"]:
            check_recalibration(p, right, stated["recalibration"], title, table)


class Curve:
    """Stated against actual shares in bins; the parts of the Brier score are Murphy's (1973)."""

    def __init__(self, right, stated):
        n = len(right)
        self.points = textbook.reliability(right, stated, min(10, max(2, n // 30)))
        rate = float(right.mean())
        count, came, mean, variance = (np.array(part) for part in zip(*self.points))
        off, weight = came / count - mean, count / n
        self.figures = {
            "calibration_error": float((weight * np.abs(off)).sum()),
            "calibration_error_by_chance": float(np.sqrt(2 / math.pi * variance).sum() / n),
            "reliability": float((weight * off**2).sum()),
            "resolution": float((weight * (came / count - rate) ** 2).sum()),
            "uncertainty": rate * (1 - rate),
        }


def check_recalibration(p, right, stated, title, table):
    """Each fifth but the first, mended by the curve of all cases before it."""
    n, mended = len(p), []
    for part in range(1, 5):
        start, end = n * part // 5, n * (part + 1) // 5
        mended.append(np.clip(textbook.isotonic(p[:start], right[:start])(p[start:end]), 0, 1))
    after, before, came = np.concatenate(mended), p[n // 5:], right[n // 5:]
    errors_before, errors_after = (before - came) ** 2, (after - came) ** 2
    figures = {
        "later_cases": len(came), "brier_stated": float(errors_before.mean()),
        "brier_recalibrated": float(errors_after.mean()),
        "calibration_error_stated": Curve(came, before).figures["calibration_error"],
        "calibration_error_recalibrated": Curve(came, after).figures["calibration_error"],
    }
    for key, value in figures.items():
        table.add(f"{title}, {key.replace('_', ' ')}", stated[key], value)
    add_estimate(table, f"{title}, Brier gained", stated["brier_gain"],
                 textbook.student(errors_before - errors_after))


def check_frontier(cases, terms, verdict, table):
    """What heuristic and model reach together: frozen on the earlier half, judged on the later."""
    if not verdict["frontier"]:
        return
    frontier = Frontier(cases, terms)
    stated, points = verdict["frontier"], []
    table.add("frontier, past cases", stated["past_cases"], len(frontier.past))
    table.add("frontier, later cases", stated["later_cases"], len(frontier.later))
    table.add("frontier, share", stated["share"], frontier.share)
    for point in stated["points"]:
        figures = frontier.point(point["model_asked"], point["below"])
        title = point["model_asked"] + ("" if point["below"] is None else f" < {point['below']:g}")
        check_point(point, figures, f"frontier, {title}", table)
        points.append((point, figures))
    best = max(figures["past_worth"] for _, figures in points)
    recommended = stated["recommended"]
    chosen = frontier.point(recommended["model_asked"], recommended["below"])
    check_point(recommended, chosen, "frontier, recommended", table)
    table.add("frontier, the recommended point's past worth is the best", chosen["past_worth"], best)
    gap = gap_recovered([
        (figures["plain"]["asked_share"], figures["accuracy"][0], point["model_asked"])
        for point, figures in points
    ])
    for key, value in zip(("apgr", "cpt50", "cpt80"), gap):
        table.add(f"frontier, {key.upper()}", stated[key], value)


def check_point(stated, figures, title, table):
    for key, value in figures["plain"].items():
        table.add(f"{title}, {key.replace('_', ' ')}", stated[key], value)
    for key in ("mean", "p95"):
        table.add(f"{title}, wait, {key}, ms", stated["latency_ms"][key], figures[key])
    add_estimate(table, f"{title}, accuracy", stated["accuracy"], figures["accuracy"])
    if figures["gain"]:
        add_estimate(table, f"{title}, gain", stated["gain_usd_per_case"], figures["gain"])


def gap_recovered(points):
    """APGR and CPT (Ong et al. 2024) on the upper envelope; None where the model is not ahead."""
    points = sorted(points, key=lambda point: point[:2])
    weak, strong = (
        next((p[1] for p in points if p[2] == name), None) for name in ("heuristic", "model")
    )
    if weak is None or strong is None or strong <= weak:
        return None, None, None
    shares = [point[0] for point in points]
    envelope = np.maximum.accumulate([max(weak, point[1]) for point in points])
    area = sum(
        (shares[k] - shares[k - 1]) * (envelope[k] + envelope[k - 1]) / 2
        for k in range(1, len(points))
    )

    def threshold(part):
        target = weak + part * (strong - weak)
        after = int(np.argmax(envelope >= target))
        if after == 0:
            return shares[0]
        rise = envelope[after] - envelope[after - 1]
        width = shares[after] - shares[after - 1]
        return float(shares[after - 1] + width * (target - envelope[after - 1]) / rise)

    return float((area - weak) / (strong - weak)), threshold(0.5), threshold(0.8)


class Frontier:
    """Ways to share the cases, each with what it answers, pays and waits for."""

    def __init__(self, cases, terms):
        self.cases, self.options = cases, cases.options
        sample = Sample(cases, terms, 20_000)
        self.i, self.share = sample.places, sample.share
        half = len(self.i) // 2
        self.past, self.later = np.arange(half), np.arange(half, len(self.i))
        self.heuristic, self.model = cases.heuristic[self.i], cases.model[self.i]
        self.truth = cases.truth[self.i]
        self.utility = Utility(terms) if terms["worth_usd"] is not None else None
        worth = {claim["challenger"]: claim["worth_having"] for claim in terms["claims"]}
        self.least = (worth.get("model", 0), worth.get("cascade", 0))
        of_kind = label_weights(cases)
        self.differs = cases.differs[self.i]
        self.weight = np.where(self.differs, of_kind[1], of_kind[0])
        self.precision = self.past_precision()

    def past_precision(self):
        """How often each rule's answer was right on past cases: Cestnik's m-estimate (1990), m = 2."""
        w = self.weight * self.weight.sum() / (self.weight**2).sum()
        truths = np.bincount(
            self.truth[self.past], weights=w[self.past], minlength=self.options) + 1
        prior = truths / truths.sum()
        key = self.cases.rule[self.i] * (self.options + 2) + self.heuristic
        precision = np.zeros(len(self.i))
        for k in np.unique(key):
            among = key == k
            slot = self.heuristic[among][0]
            if slot < self.options:
                past = self.past[among[self.past]]
                right = w[past][self.truth[past] == slot].sum()
                precision[among] = (right + 2 * prior[slot]) / (w[past].sum() + 2)
        return precision

    def asks(self, setting, below):
        unanswered = self.heuristic >= self.options
        if setting == "heuristic":
            return np.zeros(len(self.i), dtype=bool)
        if setting == "model":
            return np.ones(len(self.i), dtype=bool)
        if setting == "unanswered":
            return unanswered
        sure = self.precision if setting == "precision" else self.cases.stated["heuristic"][self.i]
        return unanswered | (sure < below)

    def outcome(self, setting, asked):
        cases, i = self.cases, self.i
        waited = cases.heuristic_seconds[i]
        # Where the model has no answer either, the heuristic's stands.
        slot = np.where((self.model < self.options) | (self.heuristic >= self.options),
                        self.model, self.heuristic)
        seconds = waited + cases.model_seconds[i]
        if setting == "model":
            slot, seconds = self.model, cases.model_seconds[i]
        slot = np.where(asked, slot, self.heuristic)
        price = np.where(asked, cases.price[i], 0.0)
        seconds = np.where(asked, seconds, waited)
        worth = (slot == self.truth).astype(float)
        if self.utility:
            worth = self.utility.worth[self.truth, slot] - price - self.utility.per_second * seconds
        return slot == self.truth, price, seconds, worth

    def point(self, setting, below):
        asked = self.asks(setting, below)
        right, price, seconds, worth = self.outcome(setting, asked)
        later, past, w = self.later, self.past, self.weight

        def mean(values, among):
            return float(np.average(values[among], weights=w[among]))

        share = mean(asked, later)
        unknown = self.cases.price_unknown and share > 0
        least = {"heuristic": 0.0, "model": self.least[0]}.get(setting, self.least[1])
        each = w[later] * w[later].sum() / (w[later] ** 2).sum()
        alone = self.outcome("heuristic", np.zeros(len(self.i), dtype=bool))[3]
        return {
            "plain": {
                "asked_share": share, "promised_accuracy": mean(right, past),
                "cost_usd": None if unknown else mean(price, later),
                "utility_usd_per_case": mean(worth, later) if self.utility else None,
            },
            "mean": 1000 * mean(seconds, later),
            "p95": 1000 * weighted_quantile(seconds[later], w[later], 0.95),
            "accuracy": wilson(float(each[right[later]].sum()), float(each.sum())),
            "gain": textbook.weighted_student((worth - alone)[later], w[later])
            if self.utility else None,
            "past_worth": float((w * (worth - least))[past].sum()),
        }


def weighted_quantile(values, weights, probability):
    """Type 7 where all count alike, else the least value that such a share does not exceed."""
    order = np.argsort(values, kind="stable")
    values, weights = values[order], weights[order]
    if (weights == weights[0]).all():
        return float(textbook.quantile(values, probability))
    reached = np.cumsum(weights) >= probability * weights.sum()
    return float(values[int(np.argmax(reached))])


if __name__ == "__main__":
    main()
