// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.instances;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.creativestudio.comfyui.core.InstanceSnapshot;
import org.creativestudio.comfyui.ui.internal.instances.Arrangement.Group;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.ScrollBar;

/**
 * Shows instances as cards that reflow with the width. One control whatever their number: it paints the cards that are in sight,
 * and of these only what changed.
 */
public final class CardGrid extends Canvas {

	/** Number of cards painted last, as data of the control: benchmarks and tests look for it. */
	private static final String PAINTED = "org.creativestudio.cards.painted"; //$NON-NLS-1$
	private static final int COUNT_EVERY_MS = 1000;

	/** Is told what the user does. */
	public interface Listener {
		void selectionChanged();

		/** Enter or a double click on a card. */
		void opened(String id);

		/** A button of a card; not {@link CardAction#MORE}. */
		void pressed(String id, CardAction action);

		/** The context menu is wanted at a point of the display; the card is selected. */
		void menuWanted(Point place);
	}

	private final Listener listener;
	private final GridPainter painter;
	private final LocalResourceManager resources;
	private final CardSelection selection = new CardSelection();
	private final CardCache cards = new CardCache();
	private final CardAccessible accessible;
	private final CardInput input;
	private CardMetrics metrics;
	private CardLayout layout;
	private Presentation presentation = Presentation.CARDS;
	private ShownGroups shown = ShownGroups.NONE;
	private boolean counting;
	private int top;
	private int dropTarget = -1;

	public CardGrid(Composite parent, CardColors colors, Function<String, ImageDescriptor> icons, Listener listener) {
		super(parent, SWT.V_SCROLL | SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
		this.listener = listener;
		resources = new LocalResourceManager(JFaceResources.getResources(), this);
		painter = new GridPainter(this, colors, new CardBrush(colors, resources, icons));
		metrics = new CardMetrics(this, resources);
		layout = metrics.layout(presentation, 0, List.of(), false);
		addPaintListener(event -> setData(PAINTED, painter.paint(event.gc, new Rectangle(event.x, event.y, event.width, event.height))));
		addListener(SWT.Resize, event -> relayout());
		addListener(SWT.FocusIn, event -> focusChanged());
		addListener(SWT.FocusOut, event -> focusChanged());
		addListener(SWT.ZoomChanged, event -> fontsChanged());
		ScrollBar bar = getVerticalBar();
		bar.addListener(SWT.Selection, event -> scrollTo(bar.getSelection()));
		IPropertyChangeListener fonts = event -> fontsChanged();
		JFaceResources.getFontRegistry().addListener(fonts);
		addDisposeListener(event -> {
			JFaceResources.getFontRegistry().removeListener(fonts);
			metrics.dispose();
		});
		input = new CardInput(this);
		accessible = new CardAccessible(this);
	}

	/** Shows these, in this order, under their headings. What is the same object as before is not painted again. */
	public void setGroups(List<Group> groups) {
		ShownGroups before = shown;
		shown = ShownGroups.of(groups);
		countDownLater();
		if (shown.isArrangedAs(before)) {
			redrawChanged(before.instances());
			input.buttonsChanged();
			accessible.instancesChanged(before.instances(), shown.instances());
			accessible.focusMoved();
		} else {
			List<String> ids = shown.ids();
			cards.retain(Set.copyOf(ids));
			boolean changed = selection.setOrder(ids);
			input.reset();
			relayout();
			accessible.cardsChanged();
			if (changed)
				listener.selectionChanged();
		}
	}

	/** Draws cards or lines; what is selected stays so and in sight. */
	public void setPresentation(Presentation wanted) {
		if (wanted == presentation)
			return;
		presentation = wanted;
		input.reset();
		relayout();
		revealFocus();
	}

	/** Brings the card with the keyboard in sight. */
	void revealFocus() {
		if (selection.focusIndex() >= 0)
			scrollTo(layout.reveal(selection.focusIndex(), top, getClientArea().height));
	}

	public Presentation presentation() {
		return presentation;
	}

	/** What was measured of an instance, by its id; asked whenever a card is painted, so it must not block. */
	void setFigures(Function<String, CardFigures> source) {
		cards.setFigures(source);
	}

	/** What mends an instance, in words on a button, by its id; empty for nothing. Must not block. */
	void setFixes(Function<String, String> source) {
		cards.setFixes(source);
	}

	/** After something was measured or found out: paints those cards in sight that look different now. */
	void factsChanged() {
		int end = endInSight();
		for (int i = layout.firstIn(top); i < end; i++)
			redrawIfChanged(i);
		input.buttonsChanged();
		accessible.focusMoved();
	}

	private void redrawChanged(List<InstanceSnapshot> before) {
		int end = endInSight();
		for (int i = layout.firstIn(top); i < end; i++)
			if (before.get(i) != instance(i))
				redrawIfChanged(i);
	}

	private int endInSight() {
		return Math.min(count(), layout.endIn(top + getClientArea().height));
	}

	private void redrawIfChanged(int index) {
		card(index);
		if (cards.takeChange(id(index)))
			redrawCard(index);
	}

	/** Once a second while a card counts down to a restart. */
	private void countDown() {
		counting = false;
		if (isDisposed())
			return;
		shown.countingDown().forEach(i -> {
			cards.forget(id(i));
			redrawCard(i);
		});
		countDownLater();
	}

	private void countDownLater() {
		if (!counting && shown.countingDown().findAny().isPresent()) {
			counting = true;
			getDisplay().timerExec(COUNT_EVERY_MS, this::countDown);
		}
	}

	/** How a card is to be painted. */
	CardBrush.Look look(int index) {
		boolean focus = isFocusControl() && index == selection.focusIndex();
		boolean strong = index == dropTarget || selection.isSelected(id(index));
		return new CardBrush.Look(strong, input.hoverCard() == index, focus,
				focus ? input.focusButton() : -1, input.hoverCard() == index ? input.hoverButton() : -1,
				input.hoverCard() == index ? input.pressedButton() : -1);
	}

	private void relayout() {
		Rectangle area = getClientArea();
		layout = metrics.layout(presentation, area.width, shown.sizes(), shown.hasHeadings());
		ScrollBar bar = getVerticalBar();
		int content = layout.contentHeight();
		top = Math.max(0, Math.min(top, content - area.height));
		boolean needed = content > area.height;
		bar.setValues(top, 0, Math.max(1, content), Math.max(1, Math.min(area.height, content)), layout.rowHeight() / 3,
				Math.max(1, area.height - CardMetrics.GAP));
		if (bar.getVisible() != needed)
			bar.setVisible(needed); // changes the width, which comes back as a resize
		redraw();
	}

	private void fontsChanged() {
		metrics.dispose();
		metrics = new CardMetrics(this, resources);
		relayout();
	}

	private void focusChanged() {
		if (selection.focusIndex() < 0 && count() > 0)
			selection.focus(layout.firstIn(top));
		if (selection.focusIndex() >= 0)
			redrawCard(selection.focusIndex());
		accessible.focusMoved();
	}

	public void scrollTo(int position) {
		int wanted = Math.max(0, Math.min(position, layout.contentHeight() - getClientArea().height));
		if (wanted == top)
			return;
		top = wanted;
		getVerticalBar().setSelection(top);
		redraw();
	}

	public int top() {
		return top;
	}

	CardMetrics metrics() {
		return metrics;
	}

	public CardLayout cardLayout() {
		return layout;
	}

	public int count() {
		return shown.instances().size();
	}

	private InstanceSnapshot instance(int index) {
		return shown.instances().get(index);
	}

	public String id(int index) {
		return instance(index).id();
	}

	/** -1 when it is not shown. */
	int indexOf(String id) {
		return selection.indexOf(id);
	}

	public CardModel card(int index) {
		return cards.card(instance(index));
	}

	/** The heading above a card; empty for none. */
	public String heading(int index) {
		return layout.heading() == 0 ? "" : group(layout.groupOf(index)).title(); //$NON-NLS-1$
	}

	/** What a part of the layout shows. */
	Group group(CardLayout.Group place) {
		return shown.groups().get(layout.groups().indexOf(place));
	}

	/** In coordinates of the control. */
	public Rectangle bounds(int index) {
		Rectangle bounds = layout.bounds(index);
		bounds.y -= top;
		return bounds;
	}

	/** Where the parts of a line of the list are, from the left of the line. */
	RowColumns rowColumns() {
		return metrics.columns(layout.cardWidth());
	}

	/** The buttons of a card, in coordinates of the card. */
	public CardButtons buttons(int index) {
		return metrics.buttons(presentation, card(index).buttons(), layout.cardWidth());
	}

	public int indexAt(int x, int y) {
		return layout.indexAt(x, y + top);
	}

	public void redrawCard(int index) {
		if (index < 0 || index >= count())
			return;
		Rectangle bounds = bounds(index);
		redraw(bounds.x, bounds.y, bounds.width, bounds.height, false);
	}

	/** Shows on which card something would be dropped; -1 for none. */
	void setDropTarget(int index) {
		int before = dropTarget;
		dropTarget = index;
		if (before != index) {
			redrawCard(before);
			redrawCard(index);
		}
	}

	/** Index of the card on which something would be dropped; -1 for none. */
	public int dropTarget() {
		return dropTarget;
	}

	public CardSelection selection() {
		return selection;
	}

	/** Index of the button with the keyboard in the card with the keyboard; -1 when it is the card itself. */
	int focusButton() {
		return input.focusButton();
	}

	public int focusIndex() {
		return selection.focusIndex();
	}

	/** After the selection was changed: shows it and tells everybody. */
	public void selectionMoved() {
		revealFocus();
		redraw();
		accessible.selectionChanged();
		accessible.focusMoved();
		listener.selectionChanged();
	}

	/** After the keyboard moved within a card. */
	public void focusMovedInCard() {
		redrawCard(focusIndex());
		accessible.focusMoved();
	}

	Listener listener() {
		return listener;
	}

	/** Presses a button of a card as a click on it does. */
	public void press(int index, CardModel.Button button) {
		if (!button.enabled())
			return;
		if (button.action() != CardAction.MORE) {
			listener.pressed(id(index), button.action());
			return;
		}
		if (!selection.isSelected(id(index)))
			selectOnly(index);
		Rectangle card = bounds(index);
		Rectangle place = buttons(index).places().getLast().bounds();
		listener.menuWanted(toDisplay(card.x + place.x, card.y + place.y + place.height));
	}

	public void selectOnly(int index) {
		selection.only(index);
		selectionMoved();
	}

	public List<String> getSelectedIds() {
		return selection.selected();
	}

	/** Selects all; the card with the keyboard keeps it. */
	void selectAll() {
		selection.all();
		selectionMoved();
	}

	/** Whether all of them have a card now. */
	boolean shows(List<String> ids) {
		return ids.stream().allMatch(id -> selection.indexOf(id) >= 0);
	}

	public void setSelectedIds(List<String> ids) {
		selection.set(ids);
		selectionMoved();
	}

	@Override
	public Point computeSize(int widthHint, int heightHint, boolean changed) {
		int width = widthHint != SWT.DEFAULT ? widthHint : metrics.minCardWidth + 2 * CardMetrics.GAP;
		int height = heightHint != SWT.DEFAULT ? heightHint : metrics.height(presentation) + 2 * CardMetrics.GAP;
		return new Point(width, height);
	}
}
