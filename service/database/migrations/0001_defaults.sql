-- Each migration grants what it means to grant, by name. The only thing PostgreSQL gives away by itself is EXECUTE on
-- new functions, to everyone: taken back, because the functions that run with the owner's rights erase bodies.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
