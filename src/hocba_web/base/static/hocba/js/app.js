// Everything the pages do beyond HTML and htmx. Each part works alone; without scripts the pages still work.
import { watchConfirmations } from "./confirm.js";
import { watchForms } from "./forms.js";
import { watchFrame } from "./frame.js";
import { watchRequests } from "./requests.js";
import { watchTables } from "./tables.js";
import { watchToasts } from "./toasts.js";

watchFrame();
watchConfirmations();
watchForms();
watchRequests();
watchToasts();
watchTables();
