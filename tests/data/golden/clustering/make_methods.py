#!/usr/bin/env python3
"""Writes methods.json: k-means, DBSCAN, Gaussian mixtures and PCA by scikit-learn, from seeded points."""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.cluster import DBSCAN, KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import silhouette_samples
from sklearn.mixture import BayesianGaussianMixture, GaussianMixture
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(4)
centres = np.array([[0, 0, 0], [4, 1, 0], [1, 4, 2]], float)
X = np.vstack([c + rng.normal(size=(30, 3)) @ np.diag([1.0, 0.7, 0.4]) for c in centres] + [[[12.0, 12.0, 12.0]]])
X = np.round(X, 6)
start = KMeans(3, n_init=1, random_state=0).fit(X).labels_


def started(kind, **arguments):
    """A mixture of the given kind that begins with the labels `start`."""

    class Started(kind):
        def _initialize_parameters(self, data, random_state):
            self._initialize(data, np.eye(3)[start])

    return Started(n_components=3, tol=1e-10, max_iter=1000, reg_covar=1e-6, **arguments).fit(X)


def mixture(fit):
    return {"weights": fit.weights_.tolist(), "means": fit.means_.tolist(),
            "covariances": fit.covariances_.tolist(), "bound": fit.lower_bound_, "iterations": fit.n_iter_}


out = {"made_with": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", "X": X.tolist(),
       "start": start.tolist()}
for covariance, name in (("diag", "diagonal"), ("full", "full")):
    fit = started(GaussianMixture, covariance_type=covariance)
    out[f"em_{name}"] = mixture(fit) | {"log_density": fit.score_samples(X).tolist()}
    out[f"bayes_{name}"] = mixture(started(BayesianGaussianMixture, covariance_type=covariance))
means = KMeans(3, n_init=50, random_state=0, tol=0).fit(X)
out["kmeans"] = {"labels": means.labels_.tolist(), "inertia": means.inertia_,
                 "silhouettes": silhouette_samples(X, means.labels_).tolist()}
scan = DBSCAN(eps=0.9, min_samples=5).fit(X)
core = np.zeros(len(X), bool)
core[scan.core_sample_indices_] = True
out["dbscan"] = {"eps": 0.9, "min_samples": 5, "labels": scan.labels_.tolist(), "core": core.tolist()}
distances, _ = NearestNeighbors(n_neighbors=5).fit(X).kneighbors(X)
out["k_distances"] = sorted(distances[:, -1].tolist())
pca = PCA(2).fit(X)
out["pca"] = {"variance": pca.explained_variance_.tolist(), "axes": pca.components_.tolist(),
              "explained": float(pca.explained_variance_ratio_.sum())}
pathlib.Path(__file__).with_name("methods.json").write_text(json.dumps(out) + "\n")
