"""Writes the reference figures of the audits: `python reference.py` in this folder.

Python 3.11; pip install statsmodels==0.15.0 fairlearn==0.15.0 datasketch==2.0.0 evidently==0.7.23
"pandas<3", and pip install --no-deps lm-eval==0.4.13. Every entry names its library and version.
"""
import json, random
import numpy as np, datasketch
from importlib.metadata import version
from statsmodels.stats.proportion import confint_proportions_2indep, test_proportions_2indep
from fairlearn.metrics import demographic_parity_ratio, demographic_parity_difference, equal_opportunity_difference, equalized_odds_difference
out=[]
def case(name, lib, inputs, expected): out.append(dict(name=name, library=lib, inputs=inputs, expected=expected))
for k1,n1,k2,n2 in [(20,100,40,110),(0,30,12,90),(45,50,30,60),(7,300,60,1200)]:
    lo,hi=confint_proportions_2indep(k1,n1,k2,n2,compare='ratio',method='log-adjusted')
    z,p=test_proportions_2indep(k1,n1,k2,n2,compare='diff',method='score',correction=False)[:2]
    lo2,hi2=confint_proportions_2indep(k1,n1,k2,n2,compare='diff',method='newcomb')
    case('ratio','statsmodels '+version('statsmodels'),[k1,n1,k2,n2],dict(low=lo,high=hi,p=p,gap_low=lo2,gap_high=hi2))
# fairness on a sample of counts: group -> (tp, fp, tn, fn)
groups={'a':(120,60,600,80),'b':(40,25,330,60),'c':(30,9,120,12)}
y,p,g=[],[],[]
for name,(tp,fp,tn,fn) in groups.items():
    y+= [1]*tp+[0]*fp+[0]*tn+[1]*fn; p+=[1]*tp+[1]*fp+[0]*tn+[0]*fn; g+=[name]*(tp+fp+tn+fn)
case('fairness','fairlearn '+version('fairlearn'),groups,dict(
  demographic_parity_ratio=demographic_parity_ratio(y,p,sensitive_features=g),
  demographic_parity_difference=demographic_parity_difference(y,p,sensitive_features=g),
  equal_opportunity_difference=equal_opportunity_difference(y,p,sensitive_features=g),
  equalized_odds_difference=equalized_odds_difference(y,p,sensitive_features=g)))
json.dump(out,open('bias.json','w'),indent=1)
# contamination
from lm_eval.decontamination.janitor import Janitor, word_ngrams
rng=random.Random(7)
vocab=['w%d'%i for i in range(400)]
def text(n): return ' '.join(rng.choice(vocab).capitalize() if rng.random()<.2 else rng.choice(vocab) for _ in range(n))+rng.choice(['.','!','?',''])
train=[text(rng.randint(14,40)) for _ in range(40)]
ev=[]
for i in range(40):
    if i%4==0:
        w=train[i].split(); k=rng.randint(10,len(w)); s=rng.randint(0,len(w)-k); ev.append(text(3).strip('.!?')+', '+' '.join(w[s:s+k])+' '+text(4))
    else: ev.append(text(rng.randint(14,40)))
j=Janitor(ngram_n=13)
norm=j.normalize_string
dirty=set()
for t in train: dirty|=set(word_ngrams(norm(t),13))
hits=[bool(dirty & set(word_ngrams(norm(e),13))) for e in ev]
case2=dict(name='13-gram', library='lm-eval '+version('lm-eval'), inputs=dict(training=train,eval=ev), expected=hits)
# jaccard
pairs=[]
for i in range(12):
    a=text(30); w=a.split()
    for _ in range(i): w[rng.randrange(len(w))]=rng.choice(vocab)
    b=' '.join(w)
    sa=set(word_ngrams(norm(a),5)); sb=set(word_ngrams(norm(b),5))
    m1,m2=datasketch.MinHash(num_perm=128),datasketch.MinHash(num_perm=128)
    for x in sa: m1.update(x.encode())
    for x in sb: m2.update(x.encode())
    pairs.append(dict(a=a,b=b,exact=len(sa&sb)/len(sa|sb),datasketch=m1.jaccard(m2)))
json.dump([case2,dict(name='jaccard',library='datasketch '+version('datasketch'),inputs=[[p['a'],p['b']] for p in pairs],expected=[[p['exact'],p['datasketch']] for p in pairs])],open('contamination.json','w'),indent=1)
# staleness
from scipy.spatial.distance import jensenshannon
from scipy.stats import chi2_contingency
out=[]
ref={'free':360,'pro':180,'team':40,'enterprise':20}; cur={'free':310,'pro':240,'team':110,'enterprise':60}
k=list(ref); p=np.array([ref[x] for x in k]); q=np.array([cur[x] for x in k])
out.append(dict(name='categories',library='scipy '+version('scipy'),inputs=dict(reference=ref,current=cur),expected=dict(js_distance=float(jensenshannon(p,q)),chi2_p=float(chi2_contingency([p,q],correction=False)[1]))))
import pandas as pd
from evidently.legacy.calculations.stattests import psi_stat_test, jensenshannon_stat_test
from evidently.legacy.core import ColumnType
r=pd.Series(sum([[x]*n for x,n in ref.items()],[])); c=pd.Series(sum([[x]*n for x,n in cur.items()],[]))
out.append(dict(name='evidently',library='evidently '+version('evidently'),inputs=dict(reference=ref,current=cur),expected=dict(psi=float(psi_stat_test(r,c,ColumnType.Categorical,0.1).drift_score),js_distance=float(jensenshannon_stat_test(r,c,ColumnType.Categorical,0.1).drift_score))))
json.dump(out,open('staleness.json','w'),indent=1)
