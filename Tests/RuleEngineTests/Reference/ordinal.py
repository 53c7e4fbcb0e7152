"""Writes ordinal.csv: ordinal logistic curves as statsmodels fits them to the smoothed targets.

    python3 ordinal.py > ordinal.csv    # statsmodels 0.15.0

Of n outcomes at a level each counts (n + 1) / (n + levels) for it and 1 / (n + levels) for every other
one. n + levels divides 100 in all data sets, so that copies of the rows stand for these weights.
"""

import random

import numpy
import pandas
import statsmodels
from statsmodels.miscmodels.ordinal_model import OrderedModel

DATA_SETS = [  # name, outcomes of each level, points from level to level, their deviation
    ("two", (48, 98), 20, 15),
    ("three", (17, 47, 97), 20, 15),
    ("four", (16, 46, 21, 96), 20, 25),
    ("falling", (97, 47, 17), -20, 20),
    ("parted", (22, 22, 22), 20, 1),
]

print(f"# statsmodels {statsmodels.__version__}: python3 ordinal.py > ordinal.csv")
print("# name,slope,midpoints; then name,points,outcomes of each level")
for seed, (name, outcomes, step, deviation) in enumerate(DATA_SETS):
    generator = random.Random(seed)
    counts, points, levels = {}, [], []
    for level, count in enumerate(outcomes):
        for _ in range(count):
            value = 5 * round((level * step + generator.gauss(0, deviation)) / 5)
            counts.setdefault(value, [0] * len(outcomes))[level] += 1
            unit = 100 // (count + len(outcomes))
            for other in range(len(outcomes)):
                copies = unit * (count + 1 if other == level else 1)
                points += [value] * copies
                levels += [other] * copies
    points = numpy.array(points, float)
    mean, scale = points.mean(), points.std()
    model = OrderedModel(
        pandas.Series(pandas.Categorical(levels, ordered=True)),
        ((points - mean) / scale)[:, None], distr="logit")
    fit = model.fit(method="newton", disp=False, maxiter=500)
    fit = model.fit(start_params=fit.params, method="bfgs", gtol=1e-9, disp=False, maxiter=500)
    parameters = numpy.asarray(fit.params)
    cuts = model.transform_threshold_params(parameters)[1:-1]
    midpoints = " ".join(f"{mean + cut / parameters[0] * scale:.9g}" for cut in cuts)
    print(name, f"{parameters[0] / scale:.9g}", midpoints, sep=",")
    for value in sorted(counts):
        print(name, value, " ".join(map(str, counts[value])), sep=",")
