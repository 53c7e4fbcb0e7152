"""Writes the reference figures of A5, A8, A9 and A10: `python behaviour.py` in this folder.

Python 3.11; pip install pandas==2.3.3 scipy==1.17.1 scikit-learn==1.9.1 tqdm seaborn pymannkendall==1.4.3
RapidFuzz==3.14.6 lifelines==0.30.3 statsmodels==0.15.0, and
pip install --no-deps --ignore-requires-python obp==0.5.7. obp dates from 2023 and pins torch 1.12,
which its SNIPW does not use: a stand-in takes the name. Of obp only the point value is taken; its
bootstrap interval is disputed (zr-obp issue 187).
"""
import json, random, sys
from importlib.metadata import version
from types import ModuleType
class Standin(ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"): raise AttributeError(name)
        return type(name, (), {})
for name in ["torch", "torch.nn", "torch.nn.functional", "torch.optim", "torch.utils", "torch.utils.data"]:
    sys.modules[name] = Standin(name)
    parent, _, child = name.rpartition(".")
    if parent: setattr(sys.modules[parent], child, sys.modules[name])
import scipy.stats, sklearn.ensemble, sklearn.linear_model
from obp.ope import SelfNormalizedInverseProbabilityWeighting
for name in [name for name in sys.modules if name.split(".")[0] == "torch"]:
    del sys.modules[name]
import numpy as np, pandas as pd
rng = random.Random(5)
out = []
def case(name, lib, inputs, expected):
    out.append(dict(name=name, library=f"{lib} {version(lib)}", inputs=inputs, expected=expected))

hold = [rng.choice([0.05, 0.2, 0.5]) for _ in range(200)]
reward = [int(rng.random() < 0.7) for _ in range(200)]
n = len(hold)
value = SelfNormalizedInverseProbabilityWeighting().estimate_policy_value(
    reward=np.array(reward), action=np.zeros(n, int), pscore=np.array(hold), action_dist=np.ones((n, 1, 1)))
case("snips", "obp", dict(holdout=hold, reward=reward), float(value))

days = sorted(rng.uniform(0, 200) // 1 for _ in range(40))
days = sorted(set(days)); hits = [rng.randrange(2) for _ in days]
for half in [7, 30, 150]:
    # adjust=True is Σwx/Σw with w = 2^(−age/h), as a memory without a prior gives.
    mean = pd.Series(hits, dtype=float).ewm(halflife=f"{half} days", times=pd.Timestamp("2026-01-01") + pd.to_timedelta(days, unit="D")).mean()
    case("ewm", "pandas", dict(halflife=half, days=days, hits=hits), float(mean.iloc[-1]))

from scipy.stats import entropy, spearmanr
from scipy.spatial.distance import jensenshannon
for p, q in [([30, 10, 5], [20, 15, 10]), ([50, 0, 1], [0, 40, 3]), ([7, 7, 7], [9, 9, 9])]:
    # scipy's distance is the square root of the divergence in nats.
    m = 0.99 * np.array(q) / sum(q) + 0.01 * np.array(p) / sum(p)
    case("entropy", "scipy", dict(p=p, q=q), dict(entropy=float(entropy(p)), kl=float(entropy(np.array(p) / sum(p), m)), js=float(jensenshannon(p, q))))

import pymannkendall
for values in [[5, 4, 4, 3, 2, 2, 1, 1, 0], [1, 3, 2, 5, 4, 7, 6, 9], [2, 2, 2, 2, 2.5], [0.1 * rng.random() for _ in range(26)]]:
    r = pymannkendall.original_test(values)
    case("mann-kendall", "pymannkendall", values, dict(s=float(r.s), z=float(r.z), p=float(r.p), slope=float(r.slope)))

from rapidfuzz.distance import Levenshtein
for a, b in [("show my invoices", "show all my invoices"), ("cancel order", "where is my parcel"), ("a", "a"), ("naïve café", "naive cafe"), ("", "new")]:
    # Code points here, characters as they are read in Assay; equal for composed letters.
    case("edit", "rapidfuzz", [a, b], float(Levenshtein.normalized_distance(a, b)))

from lifelines import KaplanMeierFitter
for size in [12, 60]:
    times = [float(rng.randrange(1, 40)) for _ in range(size)]; happened = [rng.random() < 0.65 for _ in range(size)]
    kmf = KaplanMeierFitter().fit(times, happened)
    median = float(kmf.median_survival_time_)
    case("kaplan-meier", "lifelines", dict(times=times, happened=happened), dict(median=None if median == float("inf") else median, survival=[float(kmf.predict(t)) for t in [5, 10, 20, 39]]))

for table in [[[30, 10], [12, 9], [15, 60]], [[5, 5], [1, 3], [5, 6]]]:
    x = sum([[i] * sum(row) for i, row in enumerate(table)], [])
    y = sum([[0] * row[0] + [1] * row[1] for row in table], [])
    case("spearman", "scipy", table, float(spearmanr(x, y)[0]))

from statsmodels.stats.proportion import proportion_confint
for k, n in [(8, 1000), (0, 40), (40, 40), (130, 300)]:
    low, high = proportion_confint(k, n, method="wilson")
    case("wilson", "statsmodels", [k, n], dict(low=float(low), high=float(high)))

json.dump(out, open("behaviour.json", "w"), indent=1)
