"""The engine against R: every reference result to six significant digits (tests/data/reference/reference.R)."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coordinator_app.survey.comparison import between, compare_means, compare_shares
from coordinator_app.survey.contingency import chi_square, rao_scott
from coordinator_app.survey.data_set import Codes, Design, Floats, Places, encode
from coordinator_app.survey.intervals import beta_interval, logit_interval
from coordinator_app.survey.means import QuantileRule, means, quantiles
from coordinator_app.survey.multiple import multiple_table
from coordinator_app.survey.scales import Deletion, alpha, anova, spearman
from coordinator_app.survey.shares import Of, share_table
from coordinator_app.survey.weighting import Margin, rake

FOLDER = Path(__file__).resolve().parents[1] / "data" / "reference"
RESULTS: list[dict[str, Any]] = json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))
CODES = {"stype": 3, "sch.wide": 2, "comp.imp": 2, "awards": 2, "mealq": 4, "ellq": 3, "holes": 2}
TYPES, WIDE = np.array([4421.0, 755.0, 1018.0]), np.array([1072.0, 5122.0])
JOINT = np.array([472.0, 3949.0, 334.0, 421.0, 266.0, 752.0])


def of_kind(*kinds: str) -> pytest.MarkDecorator:
    found = [result for result in RESULTS if result["kind"] in kinds]
    keys = ("kind", "design", "rows", "columns", "value", "domain", "way", "first")
    names = ["-".join(str(result[key]) for key in keys if result.get(key)) for result in found]
    return pytest.mark.parametrize("result", found, ids=names)


def same(found: Any, expected: Any) -> None:
    """Six significant digits; what R does not compute is not compared."""
    wanted = np.array(expected, dtype=np.float64)
    known = ~np.isnan(wanted)
    np.testing.assert_allclose(np.asarray(found, dtype=np.float64)[known], wanted[known], rtol=1e-6, atol=1e-9)


@cache
def sample(name: str) -> dict[str, Floats]:
    with (FOLDER / f"answers_{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return {key: np.array([float(line[key] or "nan") for line in lines]) for key in lines[0]}


def places(name: str, column: str) -> Places:
    values = sample(name)[column]
    codes = np.where(np.isnan(values), -9, values).astype(np.int32)
    return encode(codes, tuple(range(1, CODES[column] + 1)))


def margins_of(design: str) -> list[Margin]:
    name = design.partition("_")[0]
    types, wide = places(name, "stype"), places(name, "sch.wide")
    if design.endswith("_raked"):
        return [Margin("Art", types, TYPES, ("E", "H", "M")), Margin("Ziel", wide, WIDE, ("No", "Yes"))]
    if design.endswith("_joint"):
        return [Margin("Art × Ziel", types * 2 + wide, JOINT, tuple("abcdef"))]
    return [Margin("Art", types, TYPES, ("E", "H", "M"))] if design.endswith("_post") else []


@cache
def design_of(design: str) -> tuple[str, Design]:
    name = design.partition("_")[0]
    data = sample(name)
    margins = margins_of(design)
    weights = rake(data["pw"], margins, limits=None, least=0).weights if margins else data["pw"]
    return name, Design(
        weights,
        strata=places(name, "stype") if name == "strat" else None,
        clusters=data["dnum"].astype(np.int32) if name.startswith("clus") else None,
        population=None if design.endswith("_free") or name == "clus2" else data["fpc"],
        margins=tuple(margin.places for margin in margins),
    )


def within(result: dict[str, Any], name: str) -> Any:
    return sample(name)["meals"] > 40 if result.get("domain") == "poor" else None


@of_kind("weights")
def test_raked_weights_are_those_of_r(result: dict[str, Any]) -> None:
    _, design = design_of(result["design"])
    same(design.weights, result["weights"])


@of_kind("rows")
def test_shares_of_rows_with_se_and_intervals(result: dict[str, Any]) -> None:
    name, design = design_of(result["design"])
    rows, columns = result["rows"], result["columns"]
    table = share_table(
        places(name, columns),
        CODES[columns],
        design,
        groups=places(name, rows),
        rows=CODES[rows],
        within=within(result, name),
    )
    share, se, low, high, beta_low, beta_high, count, base = np.moveaxis(np.array(result["cells"], float), 2, 0)
    inside = (share > 0) & (share < 1)
    same(table.share, share)
    same(table.count, count)
    same(table.base, base)
    for found, expected in (
        (table.se, se),
        *zip(logit_interval(table.share, table.se, table.df), (low, high), strict=True),
        *zip(
            beta_interval(table.share, table.se, table.df, table.base, table.effective),
            (beta_low, beta_high),
            strict=True,
        ),
    ):
        same(found[inside], expected[inside])


@of_kind("rows")
def test_shares_of_columns_are_shares_of_turned_rows(result: dict[str, Any]) -> None:
    name, design = design_of(result["design"])
    rows, columns = result["rows"], result["columns"]
    turned = share_table(
        places(name, rows),
        CODES[rows],
        design,
        groups=places(name, columns),
        rows=CODES[columns],
        within=within(result, name),
        of=Of.COLUMN,
    )
    cells = np.array(result["cells"], float)
    same(turned.share.T, cells[:, :, 0])
    same(turned.se.T, cells[:, :, 1])


@of_kind("total")
def test_shares_of_the_total(result: dict[str, Any]) -> None:
    name, design = design_of(result["design"])
    rows, columns = result["rows"], result["columns"]
    table = share_table(
        places(name, columns), CODES[columns], design, groups=places(name, rows), rows=CODES[rows], of=Of.TOTAL
    )
    same(table.share.ravel(), result["share"])
    same(table.se.ravel(), result["se"])


@of_kind("shares")
def test_shares_of_one_question(result: dict[str, Any]) -> None:
    name, design = design_of(result["design"])
    columns = result["columns"]
    table = share_table(places(name, columns), CODES[columns], design, within=within(result, name))
    cells = np.array(result["cells"], float).T
    low, high = logit_interval(table.share, table.se, table.df)
    beta_low, beta_high = beta_interval(table.share, table.se, table.df, table.base, table.effective)
    found = (table.share, table.se, low, high, low, high, beta_low, beta_high)
    for values, expected in zip(found, cells, strict=True):
        same(values[0], expected)


@of_kind("rao_scott")
def test_rao_scott(result: dict[str, Any]) -> None:
    name, design = design_of(result["design"])
    found = rao_scott(
        places(name, result["rows"]), places(name, result["columns"]), design, within=within(result, name)
    )
    assert found is not None
    same(
        [found.statistic, found.first_df, found.second_df, found.p, found.pearson, found.chi_p],
        [result[key] for key in ("f", "ndf", "ddf", "p", "x2", "chi_p")],
    )


@of_kind("means")
def test_means_with_t_intervals(result: dict[str, Any]) -> None:
    name, design = design_of(result["design"])
    rows = result["rows"]
    found = means(
        sample(name)[result["value"]],
        design,
        groups=places(name, rows),
        rows=CODES[rows],
        within=within(result, name),
    )
    same(np.stack([found.value, found.se, found.low, found.high, found.base], 1), result["cells"])


@of_kind("quantiles")
def test_quantiles_with_woodruff_intervals(result: dict[str, Any]) -> None:
    name, design = design_of(result["design"])
    rows, data, groups = result["rows"], sample(name)[result["value"]], places(name, result["rows"])
    found = quantiles(
        data,
        design,
        result["at"],
        groups=groups,
        rows=CODES[rows],
        rule=QuantileRule(result["rule"]),
    )
    value, low, high, se = np.array(result["cells"], float).T
    same(found.value, value)
    same(found.high, high)
    # R 4.1 reads a limit below the first answer as the second smallest answer; the smallest is meant.
    first = np.array([found.low[row] <= np.nanmin(data[groups == row]) for row in range(CODES[rows])])
    same(found.low[~first], low[~first])
    same(found.se[~first], se[~first])


@of_kind("rest")
def test_every_group_against_the_rest(result: dict[str, Any]) -> None:
    name, design = design_of(result["design"])
    rows, value = result["rows"], result["value"]
    groups, values = places(name, rows), sample(name)[value]
    both = [compare_means(values, design, groups=groups, rows=CODES[rows])]
    if value == "comp":
        both.append(compare_shares(values.astype(np.intp), (0, 1), design, groups=groups, rows=CODES[rows]))
    for found in both:
        columns = (found.value, found.t, found.df, found.p, found.low, found.high)
        same(np.stack(columns, 1), result["cells"])
        same(found.holm, result["holm"])


@of_kind("multiple")
def test_multiple_choice_is_counted_per_case(result: dict[str, Any]) -> None:
    name, design = design_of(result["design"])
    items: list[Codes] = [
        np.nan_to_num(sample(name)[item], nan=-9).astype(np.int32) for item in ("big", "wide", "comp")
    ]
    found = multiple_table(items, design, groups=places(name, "stype"), rows=3)
    same(np.hstack([found.table.share, found.table.se]), result["cells"])
    same(found.mentions, np.array(result["cells"], float)[:, :3].sum(axis=1))


@of_kind("lonely")
def test_a_stratum_with_one_unit_is_adjusted(result: dict[str, Any]) -> None:
    keep = np.r_[0:101, 150:200]
    data = {key: values[keep] for key, values in sample("strat").items()}
    design = Design(data["pw"], strata=data["stype"].astype(np.int32), population=data["fpc"])
    table = share_table(places("strat", "awards")[keep], 2, design)
    mean = means(data["api00"], design)
    same([*table.share[0], mean.value[0]], result["value"])
    same([*table.se[0], mean.se[0]], result["se"])


@of_kind("wave")
def test_waves_differ_by_independent_samples(result: dict[str, Any]) -> None:
    _, first = design_of("srs_free")
    _, second = design_of("strat_free")
    before, after = means(sample("srs")[result["value"]], first), means(sample("strat")[result["value"]], second)
    found = between(before.value, before.se, before.df, after.value, after.se, after.df)
    same(
        [found.value[0], found.se[0], found.low[0], found.high[0], found.p[0]],
        [result[key] for key in ("difference", "se", "low", "high", "p")],
    )


@of_kind("alpha")
def test_alpha_listwise_and_pairwise(result: dict[str, Any]) -> None:
    data = sample(result["design"])
    items = [data["api99"], data["score"], data["turned"] * 5, -data["ell"] * 3]
    found = alpha(items, Deletion.LISTWISE if result["way"] == "complete.obs" else Deletion.PAIRWISE)
    assert found is not None
    same(found.value, result["alpha"])
    same(found.without, result["without"])
    if result["way"] == "complete.obs":
        same(found.item_rest, result["rest"])


@of_kind("weighted_alpha")
def test_alpha_with_weights(result: dict[str, Any]) -> None:
    name, design = design_of(result["design"])
    data = sample(name)
    found = alpha([data["api99"], data["api00"], data["turned"] * 5], Deletion.LISTWISE, design.weights)
    assert found is not None
    same(found.value, result["alpha"])


@of_kind("spearman")
def test_spearman(result: dict[str, Any]) -> None:
    data = sample(result["design"])
    found = spearman(data[result["first"]], data[result["second"]])
    assert found is not None
    same([found.value, found.p], [result["rho"], result["p"]])


@of_kind("chi_square")
def test_chi_square_and_cramers_v(result: dict[str, Any]) -> None:
    found = chi_square(places(result["design"], result["rows"]), places(result["design"], result["columns"]))
    assert found is not None
    same([found.statistic, found.df, found.p, found.cramers_v], [result[key] for key in ("x2", "df", "p", "v")])


@of_kind("anova")
def test_analysis_of_variance(result: dict[str, Any]) -> None:
    name = result["design"]
    found = anova(sample(name)[result["value"]], places(name, result["rows"]))
    assert found is not None
    same(
        [found.statistic, found.first_df, found.second_df, found.p, found.eta_squared],
        [result[key] for key in ("f", "df1", "df2", "p", "eta")],
    )


def test_the_suite_has_at_least_two_hundred_tables() -> None:
    kinds = [result["kind"] for result in RESULTS]
    assert sum(kind in {"rows", "total", "shares", "means", "quantiles", "multiple"} for kind in kinds) >= 200
    assert kinds.count("rao_scott") >= 40
