#!/usr/bin/env python3
"""Recomputes the figures of an Assay verdict from its certificate, without Assay.

    python3 recompute.py [FOLDER ...]

Each FOLDER, by default the one that this file is in, holds

    certificate.json   what was fixed before looking, and the SHA-256 of the other files
    cases.csv          the cases as they count; options are numbers from 0, unknown things are empty
    verdict.json       the verdict as Assay printed it
    plan.yaml          the frozen plan, where there is one

Needs Python 3.9, numpy and scipy. Ends with 0 where every figure agrees, 1 where one does not, 2 where
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
    check_counts(cases, verdict, table)
    check_paths(cases, verdict, table)
    check_agreement(cases, verdict, table)
    check_difference(cases, terms, verdict, table)
    check_claims(cases, terms, verdict, table)
    return table.finish(folder)


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
        self.lines.append((name, show(stated), show(computed), "yes" if agrees else "NO"))

    def finish(self, folder):
        lines = [("figure", "certificate", "recomputed", "agrees")] + self.lines
        widths = [max(len(line[column]) for line in lines) for column in range(4)]
        for line in lines:
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
        with open(os.path.join(folder, "certificate.json"), "rb") as file:
            print("\nSHA-256 of certificate.json, which has those of the other files:")
            print(hashlib.sha256(file.read()).hexdigest())
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
        both = (self.heuristic >= 0) & (self.model >= 0)
        # Only there does the truth tell the paths apart.
        self.differs = both & (self.heuristic != self.model) & (
            np.minimum(self.heuristic, self.model) < self.options
        )
        self.agrees = both & ~self.differs
        self.label_chance = terms["label_chance"]
        self.drawn = np.ones(self.count, dtype=bool)
        if self.label_chance < 1:
            lot = LabelLot(terms["feature"], terms["question"])
            self.drawn = np.array([lot.number(n) < self.label_chance for n in self.number])
            # Who brought the truth of a disagreement that was not drawn did so by no lot.
            if not shaped:
                counted = self.drawn | ~self.differs
                self.outcome = np.where(counted, self.outcome, -1)
                self.truth = np.where(counted, self.truth, -1)
        # Drawn with less than the least that was declared: as good as unknown.
        self.rarer = (
            self.unequal & (self.inclusion > 0)
            & (self.inclusion < self.least_inclusion * (1 - 1e-6))
        )


def seconds(rows, column, longest):
    """Waits, cut at the longest that count, in the 32 bits that Assay keeps of them."""
    waits = np.array([int(row[column]) / 1e9 for row in rows])
    return np.clip(waits, 0, longest).astype(np.float32).astype(float)


class LabelLot:
    """A number in [0, 1) for a case: FNV-1a of its number, mixed as SplitMix64 ends."""

    def __init__(self, feature, question):
        self.constant = self.mixed(self.fnv(f"{feature}\0label {question}"))

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


def check_counts(cases, verdict, table):
    table.add("cases", verdict["cases"], cases.count)
    both = (cases.heuristic >= 0) & (cases.model >= 0) & (cases.truth >= 0)
    table.add("outcomes", verdict["outcomes"], int((cases.outcome >= 0).sum()))
    table.add("pairs", verdict["pairs"], int(both.sum()))


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
        each = weights(cases, judged, (cases.agrees, cases.differs, alone))
        add_estimate(
            table, f"{name}, accuracy", stated["accuracy"],
            wilson(float(each[right].sum()), float(each.sum())),
        )


def check_agreement(cases, verdict, table):
    """Raw agreement, Cohen's kappa (1960) and Gwet's AC1 (2008) of what both answered."""
    stated, options = verdict["agreement"], cases.options
    both = (
        (cases.heuristic >= 0) & (cases.heuristic < options)
        & (cases.model >= 0) & (cases.model < options)
    )
    if not stated or not both.any():
        return
    first, second = cases.heuristic[both], cases.model[both]
    same = int((first == second).sum())
    add_estimate(table, "agreement", stated["raw"], wilson(same, len(first)))
    share = same / len(first)
    p = np.bincount(first, minlength=options) / len(first)
    q = np.bincount(second, minlength=options) / len(first)
    chance = float((p * q).sum())
    if chance < 1:
        table.add("kappa", stated["kappa"]["estimate"], (share - chance) / (1 - chance))
    mean = (p + q) / 2
    chance = float((mean * (1 - mean)).sum() / (options - 1))
    # Of one pair it has no interval, and is not stated.
    if len(first) > 1:
        table.add("AC1", stated["ac1"]["estimate"], (share - chance) / (1 - chance))


def check_difference(cases, terms, verdict, table):
    stated = verdict["difference"]
    judged = (cases.heuristic >= 0) & (cases.model >= 0) & (cases.truth >= 0)
    if not stated or not judged.any():
        return
    model = (cases.model == cases.truth)[judged]
    heuristic = (cases.heuristic == cases.truth)[judged]
    only_model, only_heuristic = int((model & ~heuristic).sum()), int((heuristic & ~model).sum())
    table.add("only the model right", stated["only_model_right"], only_model)
    table.add("only the heuristic right", stated["only_heuristic_right"], only_heuristic)
    each = weights(cases, judged, (cases.agrees, cases.differs))
    counts = [
        float(each[kind].sum())
        for kind in (model & heuristic, model & ~heuristic, heuristic & ~model)
    ]
    add_estimate(
        table, "difference of accuracies", stated, newcombe(*counts, float(each.sum()))
    )
    table.add("mid-p", stated["mid_p"], mid_p(only_model, only_heuristic), 1e-4)
    units = np.flatnonzero(unit_mask(cases, terms) & ~cases.rarer)
    wins = [
        cases.model[i] == cases.truth[i] for i in units
        if cases.model[i] >= 0 and cases.truth[i] >= 0 and cases.drawn[i]
        and (cases.model[i] == cases.truth[i]) != (cases.heuristic[i] == cases.truth[i])
    ]
    logs = log_e(np.array(wins, dtype=bool))
    if stated.get("e_value") is not None:
        table.add("log of the e-value", math.log(stated["e_value"]), float(logs[-1]))
        table.add("p at any time", stated["anytime_p"], float(math.exp(-max(0, logs.max()))), 1e-4)


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
        return
    utility = Utility(terms)
    stated = {claim["challenger"]: claim for claim in verdict["claims"]}
    decisions = {}
    for claim in terms["claims"]:
        name = claim["challenger"]
        if name not in stated or stated[name].get("units") in (None, 0):
            continue
        split = terms["split"]
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
    winner = {"model-earns": "model", "cascade-earns": "cascade"}.get(verdict["verdict"])
    if winner in decisions:
        low, _, line = decisions[winner]
        table.add(f"{winner}'s lower limit exceeds what is worth having", True, bool(low > line))
    if verdict["verdict"] == "heuristic-stays":
        for name, (_, high, line) in decisions.items():
            table.add(f"{name}'s upper limit stays below what is worth having", True,
                      bool(high < line))


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
    return Sequence(
        bounds, claim["alpha"], claim["planned"], least_inclusion * chance,
        low[keep] * share[keep], high[keep] * share[keep],
        (value[free], weight[free]), (value[labelled], weight[labelled]),
        float(weight[differs].sum()),
    )


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

    def margin(self, y, line):
        """How far below the mean of `y` its lower limit is."""
        n, total, target = self.count, float(y.sum()), -math.log(self.alpha / 2)
        rest = 1.0 if line is None else 0.05
        mixture_target = -math.log(self.alpha / 2 * rest)
        widest = root(lambda m: self.log_mixture(n * m) - mixture_target)
        if line is None:
            return widest
        bets = [
            (bet(line, self.effect, self.deviation, 0.9), math.log(0.8)),
            (bet(line, self.effect / 2, self.deviation, 1.0), math.log(0.15)),
        ]
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

    def log_mixture(self, s):
        """ln of rho^rho e^-rho / (G(rho) P(rho, rho)) G(a) P(a, x) x^-a e^x; x = s + a, a = v + rho."""
        rho, a = self.precision, self.variance + self.precision
        x = s + a
        constant = rho * math.log(rho) - rho - gammaln(rho) - math.log(gammainc(rho, rho))
        return constant + gammaln(a) + math.log(gammainc(a, x)) - a * math.log(x) + x


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


if __name__ == "__main__":
    main()
