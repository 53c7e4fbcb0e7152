"""Writes the reference figures of A1, A4 and A6: `python growth.py` in this folder.

Python 3.11; pip install nltk==3.10.4 vendi-score==0.0.3 scikit-bio==0.7.4 scipy==1.17.1
statsmodels==0.15.0. Every entry names its library and version.
"""
import json, random
import numpy as np
from importlib.metadata import version
from nltk.translate.bleu_score import sentence_bleu, SmoothingFunction
from vendi_score import vendi
from skbio.diversity.alpha import goods_coverage
from scipy.stats import binomtest, ks_2samp, kendalltau
from scipy.optimize import curve_fit
from statsmodels.stats.contingency_tables import mcnemar
out = []
def case(name, lib, inputs, expected):
    out.append(dict(name=name, library=lib + ' ' + version(lib), inputs=inputs, expected=expected))
rng = random.Random(11)
docs = [[f'w{int(rng.paretovariate(0.7)) % 60}' for _ in range(rng.randint(3, 16))] for _ in range(30)]
smooth = SmoothingFunction().method1
case('self-bleu', 'nltk', [' '.join(d) for d in docs],
     float(np.mean([sentence_bleu(docs[:i] + docs[i + 1:], d, smoothing_function=smooth) for i, d in enumerate(docs)])))
vocabulary = sorted({w for d in docs for w in d})
x = np.array([[d.count(w) for w in vocabulary] for d in docs], float)
x /= np.linalg.norm(x, axis=1, keepdims=True)
k = x @ x.T
case('vendi', 'vendi-score', k.tolist(), float(vendi.score_K(k)))
values = [f'v{int(rng.paretovariate(0.8)) % 200}' for _ in range(1200)]
counts = [values.count(v) for v in sorted(set(values))]
case('coverage', 'scikit-bio', values, float(goods_coverage(counts)))
case('binomial', 'scipy', [[k, n, p] for k, n, p in [(30, 200, 0.05), (3, 500, 0.01), (0, 40, 0.1), (90, 300, 0.2)]],
     [float(binomtest(k, n, p, alternative='greater').pvalue) for k, n, p in [(30, 200, 0.05), (3, 500, 0.01), (0, 40, 0.1), (90, 300, 0.2)]])
a = [round(rng.gauss(0, 1), 3) for _ in range(150)]; b = [round(rng.gauss(0.3, 1.2), 3) for _ in range(110)]
ks = ks_2samp(a, b, method='asymp')
case('ks', 'scipy', [a, b], dict(distance=float(ks.statistic), p=float(ks.pvalue)))
order = [0.9, 0.8, 0.85, 0.6, 0.5]
case('tau', 'scipy', order, float(kendalltau(range(5), order).statistic))
n = np.array([250, 500, 1000, 2000, 4000.]); err = np.array([0.31, 0.252, 0.21, 0.187, 0.168])
w = np.arange(1, 6)
(p, _) = curve_fit(lambda n, a, b, c: a * n ** -b + c, n, err, p0=[2, 0.4, 0.05], sigma=1 / np.sqrt(w),
                   bounds=([0, 0.05, 0], [np.inf, 2, 1]), xtol=1e-14, ftol=1e-14, gtol=1e-14, max_nfev=100000)
case('curve', 'scipy', dict(sizes=n.tolist(), errors=err.tolist()),
     dict(exponent=float(p[1]), floor=float(p[2]), gain=float(p[0] * 4000 ** -p[1] * (1 - 2 ** -p[1]))))
tables = [[8, 22], [0, 5], [15, 15], [40, 61]]
case('mcnemar', 'statsmodels', tables, [float(mcnemar([[100, b], [c, 20]], exact=True).pvalue) for b, c in tables])
json.dump(out, open('growth.json', 'w'), indent=1)
