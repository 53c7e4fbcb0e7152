"""Writes the reference of the joint law A X^-a D^-b + E: `python joint-curve.py` in this folder.

Python 3.11; pip install scipy==1.12.0. The fit begins at several points, the best is kept.
"""
import itertools, json
import numpy as np
import scipy
from scipy.optimize import curve_fit

def law(xd, A, a, b, E):
    return A * xd[0] ** -a * xd[1] ** -b + E

def fit(points):
    x, d, y = np.array(points).T
    # In units of the geometric mean, so that A is of the size of an error.
    mx, md = np.exp(np.log(x).mean()), np.exp(np.log(d).mean())
    best = None
    for a, b in itertools.product([0.05, 0.3, 1], repeat=2):
        p, _ = curve_fit(law, (x / mx, d / md), y, p0=[0.1, a, b, 0.05],
                         bounds=([0, 0, 0, 0], [np.inf, 2, 2, 1]),
                         xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=200000)
        loss = ((law((x / mx, d / md), *p) - y) ** 2).sum()
        if best is None or loss < best[0]:
            best = (loss, p)
    A, a, b, E = best[1]
    last = (x.max() / mx, d.max() / md)
    at = law(last, A, a, b, E)
    return dict(model_exponent=a, exponent=b, floor=E,
                gain_of_examples=at - law((last[0], 2 * last[1]), A, a, b, E),
                gain_of_model=at - law((2 * last[0], last[1]), A, a, b, E))

rng = np.random.default_rng(6)
cases = []
for A, a, b, E, noise in [(30, 0.12, 0.35, 0.08, 0.002), (4, 0.05, 0.5, 0.02, 0.004), (300, 0.3, 0.2, 0, 0.001)]:
    points = [[x, d, round(float(law((x, d), A, a, b, E) + rng.normal(0, noise)), 6)]
              for x in (1e8, 1e9, 8e9) for d in (250, 500, 1000, 2000, 4000)]
    cases.append(dict(points=points, expected=fit(points)))
json.dump(dict(library='scipy ' + scipy.__version__, cases=cases), open('joint-curve.json', 'w'), indent=1)
