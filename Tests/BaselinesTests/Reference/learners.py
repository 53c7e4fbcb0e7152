"""Writes learners.csv: python3 learners.py > learners.csv (numpy and scikit-learn)."""
import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.tree import DecisionTreeClassifier

rng = np.random.default_rng(7)
n = 240
x = np.round(rng.normal(size=(n, 3)), 2)
scores = np.c_[1.2 * x[:, 0] - .5 * x[:, 1], .8 * x[:, 1] + .3 * x[:, 2], -x[:, 0] + .6 * x[:, 2]]
y = (scores + rng.gumbel(size=(n, 3))).argmax(1)
parts = np.c_[x > 0, x <= 0].astype(int)
logistic = LogisticRegression(C=1 / (.02 * n), max_iter=10_000, tol=1e-10).fit(x, y)
bayes = MultinomialNB(alpha=.5).fit(parts, y)
tree = DecisionTreeClassifier(max_depth=3, min_samples_leaf=5, random_state=0).fit(x, y)
print(f"# scikit-learn {sklearn.__version__}, numpy {np.__version__}; python3 learners.py > learners.csv")
print("x1,x2,x3,label,logistic0,logistic1,logistic2,bayes0,bayes1,bayes2,tree")
for row in zip(x, y, logistic.predict_proba(x), bayes.predict_proba(parts), tree.predict(x)):
    values = [*(f"{v:g}" for v in row[0]), str(row[1])]
    values += [f"{v:.6f}" for v in [*row[2], *row[3]]]
    print(",".join([*values, str(row[4])]))
