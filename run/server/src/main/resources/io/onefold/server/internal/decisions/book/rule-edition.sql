-- Which versions of the rule book were in force together, from one change to the next, as they stood then.
select
    rule.number, rule.id, rule.version, book_entry.mode, rule.canonical, rule.author, book_entry.approver, book_entry.active_from
from decisions.book_entry
join decisions.rule on rule.number = book_entry.number
where
    book_entry.book = 'rule'
    and book_entry.first_edition <= ?
    and (book_entry.last_edition is null or book_entry.last_edition >= ?)
order by rule.id, rule.version
