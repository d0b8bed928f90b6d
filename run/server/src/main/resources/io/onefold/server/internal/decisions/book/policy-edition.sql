-- Which versions of the policy book were in force together, from one change to the next, as they stood then.
select
    policy.number, policy.id, policy.version, book_entry.mode, policy.canonical, policy.author, book_entry.approver, book_entry.active_from
from decisions.book_entry
join decisions.policy on policy.number = book_entry.number
where
    book_entry.book = 'policy'
    and book_entry.first_edition <= ?
    and (book_entry.last_edition is null or book_entry.last_edition >= ?)
order by policy.id, policy.version
