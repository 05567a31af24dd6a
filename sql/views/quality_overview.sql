-- One row per table, column and annotated corpus: the measured precision, recall and F1 (or accuracy) with their 95 % intervals.
-- A null column_name is the row as a whole.
create or replace view quality_overview as
select
    q.corpus,
    q.table_name,
    q.column_name,
    max(q.value) filter (where q.metric = 'precision') as precision,
    max(q.ci_low) filter (where q.metric = 'precision') as precision_low,
    max(q.ci_high) filter (where q.metric = 'precision') as precision_high,
    max(q.value) filter (where q.metric = 'recall') as recall,
    max(q.ci_low) filter (where q.metric = 'recall') as recall_low,
    max(q.ci_high) filter (where q.metric = 'recall') as recall_high,
    max(q.value) filter (where q.metric = 'f1') as f1,
    max(q.ci_low) filter (where q.metric = 'f1') as f1_low,
    max(q.ci_high) filter (where q.metric = 'f1') as f1_high,
    max(q.value) filter (where q.metric = 'accuracy') as accuracy,
    max(q.ci_low) filter (where q.metric = 'accuracy') as accuracy_low,
    max(q.ci_high) filter (where q.metric = 'accuracy') as accuracy_high,
    max(q.n_gold) as n_gold,
    max(q.n_predicted) as n_predicted
from quality as q
group by q.corpus, q.table_name, q.column_name;
