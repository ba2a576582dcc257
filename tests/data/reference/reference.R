# Reference results for the survey engine: R 4.2, packages survey 4.1-1 and psych 2.2.9 (Debian: r-cran-survey,
# r-cran-psych). Run in this folder: Rscript reference.R. Writes answers_<sample>.csv (the api samples of the survey
# package, categories as codes) and results.json. R is not needed to run the tests.
suppressMessages({library(survey); library(psych)})
data(api)
options(survey.lonely.psu = "adjust", digits = 15, warn = -1)

# --- writing JSON without a further package ---------------------------------------------------------------------------
num <- function(x) ifelse(is.na(x) | is.infinite(x), "null", formatC(x, digits = 10, format = "g"))
json <- function(x) {
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ","), "]"))
    return(paste0("{", paste0('"', names(x), '":', parts, collapse = ","), "}"))
  }
  if (is.matrix(x)) return(paste0("[", paste(apply(x, 1, json), collapse = ","), "]"))
  if (is.character(x)) return(paste0('"', x, '"'))
  if (is.logical(x)) return(tolower(as.character(x)))
  if (length(x) == 1 && is.null(attr(x, "vector"))) return(unname(num(x)))
  paste0("[", paste(num(x), collapse = ","), "]")
}
many <- function(x) { x <- as.numeric(x); attr(x, "vector") <- TRUE; x }
results <- list()
keep <- function(...) results[[length(results) + 1]] <<- list(...)

# --- data: the same columns in every sample, some answers missing --------------------------------------------------
prepare <- function(d) {
  d$mealq <- cut(d$meals, c(-1, 15, 40, 70, 100), labels = 1:4)
  d$ellq <- cut(d$ell, c(-1, 5, 20, 100), labels = 1:3)
  d$holes <- d$awards
  d$holes[seq(3, nrow(d), by = 7)] <- NA
  d$big <- as.numeric(d$enroll > 500)
  d$wide <- as.numeric(d$sch.wide == "Yes")
  d$comp <- as.numeric(d$comp.imp == "Yes")
  d$turned <- 100 - d$meals
  d$score <- d$api00
  d$score[seq(5, nrow(d), by = 11)] <- NA
  d$size <- d$enroll
  d
}
samples <- list(srs = prepare(apisrs), strat = prepare(apistrat), clus1 = prepare(apiclus1), clus2 = prepare(apiclus2))
factors <- c("stype", "sch.wide", "comp.imp", "awards", "mealq", "ellq", "holes")
plain <- c("api00", "api99", "meals", "ell", "turned", "score", "big", "wide", "comp", "size", "dnum", "pw")
for (name in names(samples)) {
  d <- samples[[name]]
  out <- data.frame(lapply(d[factors], function(f) as.integer(factor(f))), d[plain])
  out$fpc <- if (name == "clus2") NA else d$fpc
  write.csv(out, paste0("answers_", name, ".csv"), row.names = FALSE, na = "", quote = FALSE)
}

# --- designs -----------------------------------------------------------------------------------------------------------
types <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
wide <- data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))
joint <- as.data.frame(table(stype = apipop$stype, sch.wide = apipop$sch.wide))
exact <- list(maxit = 1000, epsilon = 1e-14)
designs <- list(
  srs = svydesign(id = ~1, weights = ~pw, fpc = ~fpc, data = samples$srs),
  srs_free = svydesign(id = ~1, weights = ~pw, data = samples$srs),
  strat = svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = samples$strat),
  strat_free = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = samples$strat),
  clus1 = svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = samples$clus1),
  clus1_free = svydesign(id = ~dnum, weights = ~pw, data = samples$clus1),
  clus2 = svydesign(id = ~dnum, weights = ~pw, data = samples$clus2)
)
designs$srs_raked <- rake(designs$srs, list(~stype, ~sch.wide), list(types, wide), exact)
designs$strat_raked <- rake(designs$strat, list(~stype, ~sch.wide), list(types, wide), exact)
designs$clus1_raked <- rake(designs$clus1, list(~stype, ~sch.wide), list(types, wide), exact)
designs$clus1_post <- postStratify(designs$clus1, ~stype, types)
designs$srs_joint <- postStratify(designs$srs, ~stype + sch.wide, joint)
raked <- c("srs_raked", "strat_raked", "clus1_raked", "clus1_post", "srs_joint")
for (name in raked) keep(kind = "weights", design = name, weights = many(weights(designs[[name]])))

# --- one design: tables, tests, means, quantiles ------------------------------------------------------------------------
is_code <- function(design, column, code) as.integer(design$variables[[column]]) == code
with_y <- function(design, column, code) {
  design$variables$y <- as.numeric(is_code(design, column, code))
  design
}
part <- function(design, column, code) {
  inside <- is_code(design, column, code)
  design[!is.na(inside) & inside, ]
}
valid <- function(design, column) design[!is.na(design$variables[[column]]), ]
interval <- function(design, method) {
  se <- as.numeric(SE(svymean(~y, design)))
  if (is.na(se) || se < 1e-12) return(c(NA, NA))  # nothing varies: no interval
  found <- tryCatch(confint(svyciprop(~y, design, method = method)), error = function(e) c(NA, NA))
  as.numeric(found)
}
row_shares <- function(name, design, rows, columns, domain = "") {
  codes <- seq_along(levels(design$variables[[columns]]))
  lines <- lapply(seq_along(levels(design$variables[[rows]])), function(row) {
    group <- valid(part(design, rows, row), columns)
    lapply(codes, function(code) {
      d <- with_y(group, columns, code)
      m <- svymean(~y, d)
      beta <- if (name %in% raked) c(NA, NA) else interval(d, "beta")
      many(c(coef(m), SE(m), interval(d, "xlogit"), beta, sum(d$variables$y[weights(d) > 0]), sum(weights(d) > 0)))
    })
  })
  keep(kind = "rows", design = name, rows = rows, columns = columns, domain = domain, cells = lines)
}
total_shares <- function(name, design, rows, columns, domain = "") {
  d <- valid(valid(design, rows), columns)
  d$variables$cell <- interaction(factor(d$variables[[rows]]), factor(d$variables[[columns]]), lex.order = TRUE)
  m <- svymean(~cell, d)
  keep(kind = "total", design = name, rows = rows, columns = columns, domain = domain,
       share = many(coef(m)), se = many(SE(m)))
}
one_way <- function(name, design, columns, domain = "") {
  d <- valid(design, columns)
  cells <- lapply(seq_along(levels(design$variables[[columns]])), function(code) {
    y <- with_y(d, columns, code)
    m <- svymean(~y, y)
    beta <- if (name %in% raked && (domain != "" || columns == "holes")) c(NA, NA) else interval(y, "beta")
    many(c(coef(m), SE(m), interval(y, "xlogit"), interval(y, "logit"), beta))
  })
  keep(kind = "shares", design = name, columns = columns, domain = domain, cells = cells)
}
association <- function(name, design, rows, columns, domain = "") {
  f <- as.formula(paste0("~", rows, "+", columns))
  a <- svychisq(f, design, statistic = "F")
  b <- svychisq(f, design, statistic = "Chisq")
  keep(kind = "rao_scott", design = name, rows = rows, columns = columns, domain = domain,
       f = a$statistic, ndf = a$parameter[1], ddf = a$parameter[2], p = as.numeric(a$p.value),
       x2 = b$statistic, chi_p = as.numeric(b$p.value))
}
group_means <- function(name, design, rows, value, domain = "") {
  lines <- lapply(seq_along(levels(design$variables[[rows]])), function(row) {
    d <- valid(part(design, rows, row), value)
    m <- svymean(as.formula(paste0("~", value)), d)
    many(c(coef(m), SE(m), as.numeric(confint(m, df = degf(d))), sum(weights(d) > 0)))
  })
  keep(kind = "means", design = name, rows = rows, value = value, domain = domain, cells = lines)
}
group_quantiles <- function(name, design, rows, value, at, rule) {
  lines <- lapply(seq_along(levels(design$variables[[rows]])), function(row) {
    d <- valid(part(design, rows, row), value)
    q <- svyquantile(as.formula(paste0("~", value)), d, at, qrule = rule, df = degf(d))[[1]]
    many(q[1, 1:4])
  })
  keep(kind = "quantiles", design = name, rows = rows, value = value, at = at, rule = rule, cells = lines)
}
against_rest <- function(name, design, rows, value) {
  found <- t(sapply(seq_along(levels(design$variables[[rows]])), function(row) {
    design$variables$mine <- is_code(design, rows, row)
    design$variables$value <- as.numeric(design$variables[[value]])
    test <- svyttest(value ~ mine, valid(design, "value"))
    c(test$estimate, test$statistic, test$parameter, test$p.value, as.numeric(confint(test)))
  }))
  keep(kind = "rest", design = name, rows = rows, value = value, cells = lapply(1:nrow(found), function(i) many(found[i, ])),
       holm = many(p.adjust(found[, 4], "holm")))
}
multiple <- function(name, design, rows) {
  lines <- lapply(seq_along(levels(design$variables[[rows]])), function(row) {
    m <- svymean(~big + wide + comp, part(design, rows, row))
    many(c(coef(m), SE(m)))
  })
  keep(kind = "multiple", design = name, rows = rows, cells = lines)
}
pairs <- list(c("stype", "awards"), c("stype", "sch.wide"), c("comp.imp", "mealq"), c("ellq", "mealq"), c("mealq", "holes"))
for (name in names(designs)) {
  design <- designs[[name]]
  for (pair in pairs) {
    row_shares(name, design, pair[1], pair[2])
    total_shares(name, design, pair[1], pair[2])
    if (!(name %in% raked && pair[2] == "sch.wide")) association(name, design, pair[1], pair[2])
  }
  row_shares(name, design, "awards", "stype")
  for (column in c("stype", "mealq", "holes")) if (!(name %in% raked && column == "stype")) one_way(name, design, column)
  group_means(name, design, "stype", "api00")
  group_means(name, design, "ellq", "score")
  group_quantiles(name, design, "stype", "api00", 0.5, "school")
  group_quantiles(name, design, "comp.imp", "size", 0.25, "math")
  group_quantiles(name, design, "ellq", "meals", 0.75, "math")
  against_rest(name, design, "mealq", "comp")
  against_rest(name, design, "ellq", "api00")
  multiple(name, design, "stype")
  poor <- design[design$variables$meals > 40, ]
  row_shares(name, poor, "stype", "awards", "poor")
  group_means(name, poor, "comp.imp", "api00", "poor")
  if (!(name %in% raked)) { one_way(name, poor, "awards", "poor"); association(name, poor, "comp.imp", "awards", "poor") }
}

# --- strata with a single unit, waves -----------------------------------------------------------------------------------
thin <- samples$strat[c(1:100, 101, 151:200), ]
lonely <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = thin)
m <- svymean(~awards + api00, lonely)
keep(kind = "lonely", design = "strat", value = many(coef(m)), se = many(SE(m)))
both <- rbind(cbind(samples$strat[c(plain[plain != "size"], "stype", "awards")], wave = 2),
              cbind(samples$srs[c(plain[plain != "size"], "stype", "awards")], wave = 1))
both$layer <- interaction(both$wave, ifelse(both$wave == 1, "all", as.character(both$stype)))
waves <- svydesign(id = ~1, strata = ~layer, weights = ~pw, data = both)
for (value in c("comp", "wide", "api00", "meals")) {
  by <- svyby(as.formula(paste0("~", value)), ~wave, waves, svymean, covmat = TRUE)
  gap <- svycontrast(by, c(-1, 1))
  ends <- as.numeric(confint(gap, df = degf(waves)))
  keep(kind = "wave", value = value, difference = as.numeric(coef(gap)), se = as.numeric(SE(gap)), low = ends[1], high = ends[2],
       p = 2 * pt(-abs(as.numeric(coef(gap) / SE(gap))), degf(waves)))
}

# --- without a design ---------------------------------------------------------------------------------------------------
for (name in names(samples)) {
  d <- samples[[name]]
  items <- cbind(d$api99, d$score, d$turned * 5, -d$ell * 3)
  for (way in c("complete.obs", "pairwise")) {
    a <- suppressMessages(psych::alpha(items, use = way, check.keys = FALSE))
    keep(kind = "alpha", design = name, way = way, alpha = a$total$raw_alpha, without = many(a$alpha.drop$raw_alpha),
         rest = many(if (way == "pairwise") NA else sapply(1:4, function(i) {
           whole <- items[complete.cases(items), ]
           cor(whole[, i], rowSums(whole[, -i]))
         })))
  }
  design <- update(designs[[if (name == "srs") "srs_raked" else if (name == "clus1") "clus1_raked" else name]], five = turned * 5)
  keep(kind = "weighted_alpha", design = if (name %in% c("srs", "clus1")) paste0(name, "_raked") else name,
       alpha = as.numeric(svycralpha(~api99 + api00 + five, design)))
  for (pair in list(c("api00", "meals"), c("score", "ell"), c("mealq", "ellq"))) {
    test <- cor.test(as.numeric(d[[pair[1]]]), as.numeric(d[[pair[2]]]), method = "spearman", exact = FALSE)
    keep(kind = "spearman", design = name, first = pair[1], second = pair[2], rho = test$estimate, p = test$p.value)
  }
  for (pair in pairs) {
    counts <- table(factor(d[[pair[1]]]), factor(d[[pair[2]]]))
    test <- chisq.test(counts, correct = FALSE)
    keep(kind = "chi_square", design = name, rows = pair[1], columns = pair[2], x2 = test$statistic,
         df = test$parameter, p = test$p.value, v = sqrt(test$statistic / (sum(counts) * (min(dim(counts)) - 1))))
  }
  for (pair in list(c("stype", "api00"), c("mealq", "score"), c("holes", "meals"))) {
    test <- summary(aov(d[[pair[2]]] ~ factor(d[[pair[1]]])))[[1]]
    keep(kind = "anova", design = name, rows = pair[1], value = pair[2], f = test[1, 4], df1 = test[1, 1],
         df2 = test[2, 1], p = test[1, 5], eta = test[1, 2] / sum(test[, 2]))
  }
}
lines <- vapply(results, json, "")
writeLines(paste0("[\n", paste(lines, collapse = ",\n"), "\n]"), "results.json", useBytes = TRUE)
cat(length(results), "results\n")
