-- Which raw rows are versions of the affected keys?
create or replace temp {{kind}} check_candidates as
{{candidates}}
